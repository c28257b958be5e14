//! newsloom reads news articles and writes a knowledge graph of who did what
//! to whom, when and where, and who says so.
//!
//! The modules stand in the order of the data; each uses only those before it:
//!
//! ```text
//! bytes ─input─▶ Document ─annotate─▶ Annotated ─mention─▶ Mentions ─graph─▶ Graph ─export─▶ files
//! ```
//!
//! * [`text`]: spans and characters. * [`ontology`]: what kinds, relations and
//!   actions there are. * [`document`]: an article and its blocks.
//! * [`input`]: files to documents. * [`annotate`]: words, tags, dependencies,
//!   names, times. * [`mention`]: who, what, who says so, in one document.
//! * [`lang`]: what makes up one language. * [`graph`]: the typed graph of
//!   many documents. * [`export`]: the graph as files. * [`run`]: the whole
//!   way. * [`cli`]: the command line. * [`train`]: how the weights are made.
//!
//! # Example
//!
//! From a text to a graph, an algorithm on it, and a file:
//!
//! ```
//! use newsloom::export;
//! use newsloom::export::Exporter;
//! use newsloom::graph;
//! use newsloom::input::Limits;
//! use newsloom::input::article;
//! use newsloom::ontology::NodeType;
//! use newsloom::ontology::Relation;
//! use petgraph::algo::dijkstra;
//! use petgraph::visit::EdgeFiltered;
//! use petgraph::visit::UndirectedAdaptor;
//!
//! let text = "Dockers end strike in Aldhaven\n\n\
//!     Tomas Brandl met Ines Calder on Sunday. He denied that the government had threatened the dockers.";
//! let known = article::Known {
//!     source: "strike.txt".to_owned(),
//!     published: Some("2025-05-05".to_owned()),
//!     ..article::Known::default()
//! };
//! let document = article::document(text, known, &Limits::default(), &mut Vec::new())?;
//! let english = newsloom::lang::of("en").ok_or("no English")?;
//! let annotated = english.annotate(document);
//! let mentions = english.extract(&annotated);
//! let graph = graph::build(vec![graph::Contribution::new(&annotated, &mentions)]);
//!
//! // How many edges lie between two people, leaving out that one article speaks of both?
//! // Any algorithm of petgraph runs on the graph.
//! let named = |label: &str| graph.nodes().find(|node| node.label == label).and_then(|node| graph.index_of(&node.id));
//! let (from, to) = (named("Tomas Brandl").ok_or("no Brandl")?, named("Ines Calder").ok_or("no Calder")?);
//! let told = EdgeFiltered::from_fn(graph.petgraph(), |edge| edge.weight().kind != Relation::MentionedIn);
//! let steps = dijkstra(UndirectedAdaptor(&told), from, Some(to), |_| 1);
//! assert_eq!(steps[&to], 2); // agent ← meet → partner
//!
//! // What somebody says is not what the article says: the denial is a node of its own.
//! assert!(graph.nodes().any(|node| node.kind == NodeType::Statement));
//!
//! let mut files = export::MemorySink::default();
//! let texts = |_: &str| Some(annotated.document.text.clone());
//! export::graphml::GraphMl.export(&export::Input::new(&graph, &texts), &mut files)?;
//! assert!(files.files.contains_key("actors.graphml"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod text;

pub mod ontology;

pub mod document;

pub mod input;

pub mod annotate;

pub mod mention;

pub mod lang;

pub mod graph;

pub mod export;

pub mod error;

pub mod run;

pub mod cli;

pub mod train;
