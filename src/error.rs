//! One error over the typed errors of the folders.
