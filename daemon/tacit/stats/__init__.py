"""What advice came to: sessions ─► what was given, followed and met ─► figures. Writes nothing."""
