//! What makes up one language: its stages, lexicons and weights.
