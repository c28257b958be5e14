//! The graph as files.
