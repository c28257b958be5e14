//! Which spans of each document anything speaks of, document by document.

use rustc_hash::FxHashMap;

use crate::export::rdf::is_claim;
use crate::graph::Chars;
use crate::graph::Evidence;
use crate::graph::Graph;
use crate::graph::Node;
use crate::ontology::NodeType;

/// One use of a span, to be described after its document. Equal spans come together when sorted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Use {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The node and which of its mentions; absent for evidence.
    pub(super) mention: Option<(u32, u32)>,
}

/// A node or, after all of them, an edge; and which of its mentions or, after all of them, of its evidence.
type Source = (u32, u32);

/// What speaks of each document.
pub(super) struct Spans<'g> {
    documents: Vec<&'g str>,
    /// Where those of each document begin in `sources`, and where the last ends.
    begins: Vec<usize>,
    sources: Vec<Source>,
}

impl<'g> Spans<'g> {
    /// O(n) in mentions and evidence, 8 bytes for each of them.
    pub(super) fn of(graph: &'g Graph) -> Self {
        let known = graph.documents().iter().map(|document| document.id.as_str());
        let nodes = graph.nodes().filter(|node| node.kind == NodeType::Document).map(|node| node.id.as_str());
        let mut numbers: FxHashMap<&str, u32> = known.chain(nodes).map(|id| (id, 0)).collect();
        each(graph, |document, _| {
            numbers.entry(document).or_default();
        });
        let mut documents: Vec<&str> = numbers.keys().copied().collect();
        documents.sort_unstable();
        numbers.extend(documents.iter().copied().zip(0..));
        let mut begins = vec![0; documents.len() + 1];
        let number = |document: &str| numbers.get(document).map_or(0, |number| *number as usize);
        each(graph, |document, _| begins[number(document) + 1] += 1);
        for at in 1..begins.len() {
            begins[at] += begins[at - 1];
        }
        let mut next = begins.clone();
        let mut sources = vec![(0, 0); begins.last().copied().unwrap_or_default()];
        each(graph, |document, source| {
            let at = &mut next[number(document)];
            sources[*at] = source;
            *at += 1;
        });
        Self { documents, begins, sources }
    }

    /// Their ids, sorted.
    pub(super) fn documents(&self) -> &[&'g str] {
        &self.documents
    }

    /// The uses of spans of a document, sorted.
    pub(super) fn uses(&self, graph: &Graph, document: usize, uses: &mut Vec<Use>) {
        uses.clear();
        let inner = graph.petgraph();
        for &(thing, which) in &self.sources[self.begins[document]..self.begins[document + 1]] {
            let (place, which_one) = (thing as usize, which as usize);
            if let Some(Node { mentions, .. }) = inner.raw_nodes().get(place).map(|node| &node.weight)
                && let Some(mention) = mentions.get(which_one)
            {
                let (start, end) = (mention.span.start, mention.span.end);
                uses.push(Use { start, end, mention: Some((thing, which)) });
                continue;
            }
            let (evidence, of_claim) = if let Some(node) = inner.raw_nodes().get(place).map(|node| &node.weight) {
                (node.evidence.get(which_one - node.mentions.len()), is_claim(node))
            } else {
                let edge = inner.raw_edges().get(place - inner.node_count());
                (edge.and_then(|edge| edge.weight.evidence.get(which_one)), false)
            };
            uses.extend(
                evidence
                    .into_iter()
                    .flat_map(|at| pieces(at, of_claim).map(|Chars { start, end }| Use { start, end, mention: None })),
            );
        }
        uses.sort_unstable();
    }
}

/// Calls `found` with the document of each mention and evidence and where that stands.
fn each<'g>(graph: &'g Graph, mut found: impl FnMut(&'g str, Source)) {
    let inner = graph.petgraph();
    for (thing, node) in inner.raw_nodes().iter().map(|node| &node.weight).enumerate() {
        let mentions = node.mentions.iter().map(|at| &at.span);
        for (which, span) in mentions.chain(node.evidence.iter().map(|at| &at.span)).enumerate() {
            found(&span.document, (thing as u32, which as u32));
        }
    }
    for (thing, edge) in inner.raw_edges().iter().enumerate() {
        for (which, at) in edge.weight.evidence.iter().enumerate() {
            found(&at.span.document, ((inner.node_count() + thing) as u32, which as u32));
        }
    }
}

/// The pieces of an evidence that the file speaks of: all where it is that of an action or a statement.
fn pieces(at: &Evidence, of_claim: bool) -> impl Iterator<Item = Chars> {
    let parts = at.sentence.iter().chain(&at.trigger).chain(&at.cue).chain(&at.content).copied();
    let whole = Chars { start: at.span.start, end: at.span.end };
    std::iter::once(whole).chain(parts.filter(move |_| of_claim))
}
