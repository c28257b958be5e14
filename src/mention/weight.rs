//! Weights that are data: one table of `schema/lang/<code>/*.toml` for one decision.

/// The weights of a table, in the order of the names; a name without a weight counts nothing.
///
/// A test reads the files, so a file that cannot be read never comes to use.
pub(super) fn of<const COUNT: usize>(file: &str, table: &str, names: &[&str; COUNT]) -> [i32; COUNT] {
    let tables: toml::Table = toml::from_str(file).unwrap_or_default();
    let weight = |name: &str| tables.get(table)?.get(name)?.as_integer().and_then(|one| i32::try_from(one).ok());
    names.map(|name| weight(name).unwrap_or(0))
}

/// What the features that hold weigh together.
pub(super) fn sum<const COUNT: usize>(features: [bool; COUNT], weights: &[i32; COUNT]) -> i32 {
    features.iter().zip(weights).map(|(has, weight)| i32::from(*has) * weight).sum()
}
