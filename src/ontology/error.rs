//! What can be wrong with a file of the ontology.

/// A file under `schema/ontology` that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("schema/ontology/{folder}/{file}: {fault}")]
pub struct SchemaError {
    /// `kind`, `relation` or `action`.
    pub folder: &'static str,
    /// File name.
    pub file: String,
    /// The rule it breaks.
    pub fault: SchemaFault,
}

/// A rule of the ontology that a file breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SchemaFault {
    /// It is no TOML, or its keys are not those of its folder.
    #[error("line {line}: {message}; compare with another file of the folder")]
    Syntax {
        /// Counted from 1.
        line: usize,
        /// What the TOML reader says.
        message: String,
    },
    /// The name inside is not the name of the file.
    #[error("the name inside is `{name}`; rename the file to `{name}.toml` or change the name")]
    NameIsNotFile {
        /// The name inside.
        name: String,
    },
    /// A name that cannot stand in every export.
    #[error("the name `{name}` must be lower-case letters, with `_` between words")]
    BadName {
        /// The name.
        name: String,
    },
    /// A name that means something else in the graph.
    #[error("the name `{name}` already means something else in the graph; choose another")]
    ReservedName {
        /// The name.
        name: String,
    },
    /// Two files declare one name.
    #[error("`{name}` is declared twice; merge the two files")]
    Duplicate {
        /// The name.
        name: String,
    },
    /// A word of a fixed list is not in that list.
    #[error("{what} `{word}` is not known; did you mean `{near}`?")]
    Unknown {
        /// Which list: role, type, category, parent …
        what: &'static str,
        /// The word in the file.
        word: String,
        /// The known word that differs least.
        near: String,
    },
    /// A role takes a type that its relation cannot point to.
    #[error("role `{role}` cannot be a {node_type}; see to = […] in relation/{role}.toml")]
    RoleType {
        /// The role.
        role: &'static str,
        /// The type.
        node_type: &'static str,
    },
    /// An action that is its own ancestor.
    #[error("`{name}` is its own ancestor; remove a parent")]
    Circle {
        /// The action.
        name: String,
    },
    /// An opposite that does not know of it.
    #[error("`{opposite}` is an opposite here; write opposite = [\"{name}\"] in {opposite}.toml too")]
    OneSided {
        /// The action.
        name: String,
        /// Its opposite.
        opposite: String,
    },
    /// A trigger that can never match.
    #[error("`{word}` in {list} must be lower-case lemmas{hint}")]
    Word {
        /// `verbs`, `nouns` or `phrases`.
        list: &'static str,
        /// The trigger.
        word: String,
        /// What else it must be.
        hint: &'static str,
    },
    /// A trigger that stands twice in one file.
    #[error("`{word}` stands twice in {list}; remove one")]
    WordTwice {
        /// `verbs`, `nouns` or `phrases`.
        list: &'static str,
        /// The trigger.
        word: String,
    },
    /// A relation of the contract without a file.
    #[error("the file is missing; say there what `{relation}` means and what it joins")]
    NoRelation {
        /// The relation.
        relation: &'static str,
    },
}

/// The candidate that differs least from `word`; the first of equals, empty without candidates.
///
/// Levenshtein distance in O(word · candidate) time for each candidate.
pub(super) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> &'a str {
    candidates.into_iter().min_by_key(|candidate| distance(word, candidate)).unwrap_or_default()
}

/// Fewest letters to insert, delete or replace to make `b` of `a`.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, to) in row.iter_mut().skip(1).zip(b.chars()) {
            let best = (diagonal + usize::from(from != to)).min(*cell + 1).min(left + 1);
            diagonal = std::mem::replace(cell, best);
            left = best;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::distance;
    use super::nearest;

    #[test]
    fn the_nearest_word_is_a_typing_error_away() {
        assert_eq!(distance("agnet", "agent"), 2);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(nearest("targt", ["agent", "target", "topic"]), "target");
    }
}
