"""How a verdict on a signed PDF is reached: gates of our own around the engine, one small module each."""
