//! The whole way, articles to files: the only place that knows every folder.
