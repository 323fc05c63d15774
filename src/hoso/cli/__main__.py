from hoso.cli.main import main

raise SystemExit(main())
