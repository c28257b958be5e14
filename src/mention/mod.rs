//! Who, what and who says so, in one document.
