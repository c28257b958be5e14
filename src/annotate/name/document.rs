//! The second reading: what is clear in one place of a document helps in the others.

use crate::annotate::Annotated;
use crate::annotate::name::feature::View;

/// Makes the names of a document agree.
pub(crate) fn reread(_doc: &mut Annotated, _view: &View) {}
