//! `entities.csv`, `actions.csv`, `statements.csv`, `relations.csv`: the graph as tables for people.
//!
//! Parties are given by their labels, several parted by `; `. On request no cell is one that a spreadsheet would run as a
//! formula (<https://owasp.org/www-community/attacks/CSV_Injection>).

use std::io;

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use crate::export::Choice;
use crate::export::Exporter;
use crate::export::Input;
use crate::export::Sink;
use crate::export::Written;
use crate::export::check;
use crate::export::delimited::Rows;
use crate::export::delimited::json;
use crate::export::label;
use crate::graph::Evidence;
use crate::graph::Graph;
use crate::graph::Node;
use crate::graph::NodeBody;
use crate::graph::Time;
use crate::ontology::Relation;

/// Writes the four tables.
#[derive(Debug, Clone, Copy)]
pub struct Tables;

const ENTITIES: &str = "entities.csv";
const ACTIONS: &str = "actions.csv";
const STATEMENTS: &str = "statements.csv";
const RELATIONS: &str = "relations.csv";

/// The parties of an action that have a column.
const PARTIES: [Relation; 12] = [
    Relation::Agent,
    Relation::Target,
    Relation::Recipient,
    Relation::Partner,
    Relation::Instrument,
    Relation::Topic,
    Relation::Place,
    Relation::Origin,
    Relation::Destination,
    Relation::Purpose,
    Relation::Cause,
    Relation::Part,
];

impl Exporter for Tables {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn files(&self) -> &'static [&'static str] {
        &[ENTITIES, ACTIONS, STATEMENTS, RELATIONS]
    }

    fn purpose(&self) -> &'static str {
        "spreadsheets, pandas, people"
    }

    fn loses(&self) -> &'static str {
        "spans of mentions and evidence; `; ` within labels looks like the end of one"
    }

    fn takes(&self) -> &'static [Choice] {
        &[Choice::SpreadsheetSafe]
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/csv.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        check(input.graph)?;
        let graph = input.graph;
        let safe = input.options.spreadsheet_safe;
        write(
            out,
            ENTITIES,
            safe,
            &entity_header(),
            graph.petgraph().node_indices().filter_map(|at| entity(graph, at)),
        )?;
        write(
            out,
            ACTIONS,
            safe,
            &action_header(),
            graph.petgraph().node_indices().filter_map(|at| action(graph, at)),
        )?;
        let header = [
            "id",
            "speaker",
            "addressee",
            "via",
            "stance",
            "quotation",
            "cue",
            "content",
            "asserts",
            "about",
            "time",
            "earliest",
            "latest",
            "confidence",
            "documents",
        ];
        let rows = graph.petgraph().node_indices().filter_map(|at| statement(graph, at));
        write(out, STATEMENTS, safe, &header.map(str::to_owned), rows)?;
        let header = [
            "id",
            "source_id",
            "source",
            "relation",
            "target_id",
            "target",
            "role",
            "status",
            "quantity",
            "reason",
            "confidence",
            "documents",
        ];
        let rows = graph.edges().map(|(source, edge, target)| {
            vec![
                edge.id.clone(),
                source.id.clone(),
                label(source).to_owned(),
                edge.kind.as_str().to_owned(),
                target.id.clone(),
                label(target).to_owned(),
                edge.role.clone().unwrap_or_default(),
                edge.status.map(|status| status.as_str().to_owned()).unwrap_or_default(),
                edge.quantity.as_ref().map(|quantity| quantity.text.clone()).unwrap_or_default(),
                edge.reason.clone().unwrap_or_default(),
                edge.confidence.value().to_string(),
                documents(&edge.evidence, &[]),
            ]
        });
        write(out, RELATIONS, safe, &header.map(str::to_owned), rows)?;
        Ok(Written::default())
    }
}

fn write(
    out: &mut dyn Sink,
    name: &str,
    safe: bool,
    header: &[String],
    rows: impl Iterator<Item = Vec<String>>,
) -> io::Result<()> {
    let mut table = Rows::open(out, name, &[], json)?;
    table.row(header.iter())?;
    for row in rows {
        table.row(row.into_iter().map(|cell| if safe { harmless(cell) } else { cell }))?;
    }
    table.finish()
}

/// A cell that no spreadsheet takes for a formula: where it would, an apostrophe goes first.
fn harmless(cell: String) -> String {
    let number = cell.parse::<f64>().is_ok();
    if !number && cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{cell}")
    } else {
        cell
    }
}

fn entity_header() -> Vec<String> {
    let names = [
        "id",
        "type",
        "label",
        "kind",
        "aliases",
        "gender",
        "country",
        "ids",
        "size",
        "confidence",
        "mentions",
        "documents",
    ];
    names.map(str::to_owned).to_vec()
}

fn entity(graph: &Graph, at: NodeIndex) -> Option<Vec<String>> {
    let node = &graph.petgraph()[at];
    let NodeBody::Entity(entity) = &node.body else { return None };
    let spans: Vec<&str> = node.mentions.iter().map(|mention| mention.span.document.as_str()).collect();
    Some(vec![
        node.id.clone(),
        node.kind.as_str().to_owned(),
        label(node).to_owned(),
        entity.kind.clone().unwrap_or_default(),
        entity.aliases.join("; "),
        entity.gender.clone().unwrap_or_default(),
        entity.country.clone().unwrap_or_default(),
        entity.ids.join("; "),
        entity.size.as_ref().map(|size| size.text.clone()).unwrap_or_default(),
        node.confidence.value().to_string(),
        node.mentions.len().to_string(),
        documents(&node.evidence, &spans),
    ])
}

fn action_header() -> Vec<String> {
    let mut names = vec!["id", "action", "category", "predicate", "polarity", "modality", "claimed", "tense"];
    names.extend(PARTIES.iter().map(|relation| relation.as_str()));
    names.extend(["time", "earliest", "latest", "said_by", "reports", "confidence", "documents"]);
    names.into_iter().map(str::to_owned).collect()
}

fn action(graph: &Graph, at: NodeIndex) -> Option<Vec<String>> {
    let node = &graph.petgraph()[at];
    let NodeBody::Action(action) = &node.body else { return None };
    let mut row = vec![
        node.id.clone(),
        action.action.clone(),
        action.category.clone(),
        action.predicate.clone(),
        action.polarity.as_str().to_owned(),
        action.modality.as_str().to_owned(),
        if graph.is_claimed(at) { "yes" } else { "no" }.to_owned(),
        action.tense.map(|tense| tense.as_str().to_owned()).unwrap_or_default(),
    ];
    row.extend(PARTIES.iter().map(|relation| related(graph, at, *relation)));
    row.extend(time(action.time.as_ref()));
    row.push(speakers(graph, at));
    row.push(action.reports.to_string());
    row.push(node.confidence.value().to_string());
    row.push(documents(&node.evidence, &[]));
    Some(row)
}

fn statement(graph: &Graph, at: NodeIndex) -> Option<Vec<String>> {
    let node = &graph.petgraph()[at];
    let NodeBody::Statement(statement) = &node.body else { return None };
    let mut row = vec![node.id.clone()];
    row.extend([Relation::Speaker, Relation::Addressee, Relation::Via].map(|relation| related(graph, at, relation)));
    row.push(statement.stance.as_str().to_owned());
    row.push(statement.quotation.as_str().to_owned());
    row.push(statement.cue.clone().unwrap_or_default());
    row.push(statement.content.clone());
    row.extend([Relation::Asserts, Relation::About].map(|relation| related(graph, at, relation)));
    row.extend(time(statement.time.as_ref()));
    row.push(node.confidence.value().to_string());
    row.push(documents(&node.evidence, &[]));
    Some(row)
}

fn time(time: Option<&Time>) -> [String; 3] {
    let part = |part: fn(&Time) -> Option<&String>| time.and_then(part).cloned().unwrap_or_default();
    [part(|time| Some(&time.text)), part(|time| time.earliest.as_ref()), part(|time| time.latest.as_ref())]
}

/// Labels of what a node points to, sorted.
fn related(graph: &Graph, at: NodeIndex, relation: Relation) -> String {
    let inner = graph.petgraph();
    let edges = inner.edges_directed(at, Direction::Outgoing).filter(|edge| edge.weight().kind == relation);
    joined(edges.map(|edge| &inner[edge.target()]))
}

/// Labels of those who assert an action.
fn speakers(graph: &Graph, at: NodeIndex) -> String {
    let inner = graph.petgraph();
    let asserts = inner.edges_directed(at, Direction::Incoming).filter(|edge| edge.weight().kind == Relation::Asserts);
    let said = asserts.flat_map(|edge| inner.edges_directed(edge.source(), Direction::Outgoing));
    joined(said.filter(|edge| edge.weight().kind == Relation::Speaker).map(|edge| &inner[edge.target()]))
}

fn joined<'g>(nodes: impl Iterator<Item = &'g Node>) -> String {
    let mut labels: Vec<&str> = nodes.map(label).collect();
    labels.sort_unstable();
    labels.dedup();
    labels.join("; ")
}

/// The ids of the documents that tell of something.
fn documents(evidence: &[Evidence], others: &[&str]) -> String {
    let mut ids: Vec<&str> =
        evidence.iter().map(|at| at.span.document.as_str()).chain(others.iter().copied()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.join("; ")
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(harmless("=HYPERLINK(\"x\")".to_owned()), "'=HYPERLINK(\"x\")");
        assert_eq!(harmless("@SUM(A1)".to_owned()), "'@SUM(A1)");
        assert_eq!(harmless("-3.5".to_owned()), "-3.5");
        assert_eq!(harmless("a=b".to_owned()), "a=b");
    }
}
