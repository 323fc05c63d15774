"""What officers type. A form checks that something was typed; the room decides whether it will do."""
