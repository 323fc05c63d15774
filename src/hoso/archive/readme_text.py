"""What the package says about itself to whoever opens it in twenty years."""

from __future__ import annotations

README = """GÓI HỒ SƠ ĐIỆN TỬ
=================

Gói này chứa trọn một hồ sơ thủ tục hành chính: {procedure}
Mã hồ sơ / biên nhận: {reference}
Cơ quan giải quyết: {agency}
{demonstration}
Đây là tệp ZIP thông thường; mở bằng chương trình nào cũng được. Không sửa, không nén lại, không đổi tên các
tệp bên trong: gói chỉ còn giá trị chứng minh khi nguyên vẹn từng byte. Hãy giữ nguyên tệp .zip và sao ra ít nhất
hai nơi.

Trong gói có gì
---------------
papers/       giấy tờ, đúng từng byte như đang lưu; nhiều tệp cùng số là một giấy tờ (bản dùng và bản gốc đã nhận)
papers.json   danh mục giấy tờ: tên, nguồn gốc, mã băm SHA-256
dossier.json  thông tin hồ sơ
journal.jsonl nhật ký hồ sơ: mỗi dòng nối với dòng trước bằng mã băm; dòng nội bộ của cơ quan chỉ có mã băm
ledger/       biên nhận, bằng chứng từng dòng nhật ký nằm trong sổ cái, khóa công khai của sổ
evidence/     bản ghi bằng chứng (RFC 4998): giấy tờ đã tồn tại nguyên vẹn từ lúc nào
reports/      kết quả kiểm tra chữ ký số khi giấy tờ được lưu
trust/        chứng thư và danh sách thu hồi cần để kiểm tra chữ ký về sau
META-INF/     bản kê mọi tệp với mã băm, và chữ ký của hệ thống trên bản kê

Kiểm tra thế nào
----------------
Máy có phần mềm hoso, không cần mạng, không cần cơ sở dữ liệu:

    hoso verify-package TỆP.zip --trust THƯ-MỤC-TIN-CẬY

Thư mục tin cậy gồm anchors/public, anchors/official (gốc tin cậy lấy từ cơ quan có thẩm quyền) và ledger/*.pub
(khóa sổ cái do cơ quan công bố, trang “Sổ cái”). Không có thư mục này thì lệnh chỉ cho biết gói có tự mâu thuẫn
hay không.
Không có phần mềm hoso vẫn kiểm được từng phần: chữ ký trong tệp PDF bằng chương trình đọc PDF; mã băm bằng sha256sum;
tệp .ers bằng chương trình đọc RFC 4998; biên nhận theo hướng dẫn trong chính tệp biên nhận.

IN ENGLISH. This ZIP holds one whole dossier of an administrative procedure, with the proof of each part. Do not
change or repack it. Check it with: hoso verify-package FILE.zip --trust DIRECTORY (no network, no database needed).
"""

DEMONSTRATION = """
TRÌNH DIỄN: khóa và chứng thư chỉ để thử, gói này không có giá trị pháp lý. (Demonstration, no legal force.)
"""
