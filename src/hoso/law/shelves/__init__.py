"""The rows of the shelf: documents, their articles, and the five seed texts."""
