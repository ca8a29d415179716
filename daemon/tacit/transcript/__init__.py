"""JSONL on disk ─► Session."""
