"""Episodes ─► SkillDraft ─► a plugin folder's files."""
