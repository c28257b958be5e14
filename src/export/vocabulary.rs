//! The names RDF knows things by. `schema/export/vocab.ttl` describes those of newsloom's own.

use oxrdf::IriParseError;
use oxrdf::NamedNode;

use crate::ontology::Relation;

/// newsloom's own names.
pub(super) const NL: &str = "urn:newsloom:ns#";

/// The Simple Event Model, <https://semanticweb.cs.vu.nl/2009/11/sem/>.
const SEM: &str = "http://semanticweb.cs.vu.nl/2009/11/sem/";
/// The Grounded Annotation Framework, <http://groundedannotationframework.org/>.
const GAF: &str = "http://groundedannotationframework.org/gaf#";
/// The NLP Interchange Format, <https://persistence.uni-leipzig.org/nlp2rdf/>.
pub(super) const NIF: &str = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#";
/// PROV-O, <https://www.w3.org/TR/prov-o/>.
const PROV: &str = "http://www.w3.org/ns/prov#";
const SCHEMA: &str = "https://schema.org/";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";

/// The prefixes of every file, without those of `base`.
pub(super) const PREFIXES: &[(&str, &str)] = &[
    ("gaf", GAF),
    ("nif", NIF),
    ("nl", NL),
    ("prov", PROV),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", SCHEMA),
    ("sem", SEM),
    ("skos", SKOS),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Declares the names, made and checked once.
macro_rules! names {
    ($($field:ident $space:ident $name:literal)*) => {
        /// Every name of the walk.
        pub(super) struct Names {
            $(pub(super) $field: NamedNode,)*
            relations: Vec<NamedNode>,
        }

        impl Names {
            pub(super) fn new() -> Result<Self, IriParseError> {
                let relation = |relation: &Relation| NamedNode::new(format!("{NL}{}", relation.as_str()));
                Ok(Self {
                    $($field: NamedNode::new([$space, $name].concat())?,)*
                    relations: Relation::ALL.iter().map(relation).collect::<Result<_, _>>()?,
                })
            }
        }
    };
}

names! {
    action_class NL "Action"
    statement_class NL "Statement"
    group_class NL "Group"
    edge_class NL "Edge"
    evidence_class NL "Evidence"
    kind NL "kind"
    gender NL "gender"
    country NL "country"
    actor NL "actor"
    merged NL "merged"
    confidence NL "confidence"
    quantity_value NL "quantity_value"
    quantity_unit NL "quantity_unit"
    quantity_comparator NL "quantity_comparator"
    quantity_text NL "quantity_text"
    predicate NL "predicate"
    action NL "action"
    category NL "category"
    reports NL "reports"
    time_text NL "time_text"
    time_value NL "time_value"
    polarity NL "polarity"
    modality NL "modality"
    tense NL "tense"
    quotation NL "quotation"
    cue NL "cue"
    stance NL "stance"
    evidence NL "evidence"
    span NL "span"
    sentence NL "sentence"
    trigger NL "trigger"
    cue_span NL "cue_span"
    content_span NL "content_span"
    form NL "form"
    role NL "role"
    status NL "status"
    reason NL "reason"
    source NL "source"
    sha256 NL "sha256"
    length NL "length"
    event SEM "Event"
    sem_actor SEM "Actor"
    sem_place SEM "Place"
    has_actor SEM "hasActor"
    has_place SEM "hasPlace"
    has_sub_event SEM "hasSubEvent"
    has_time_stamp SEM "hasTimeStamp"
    has_begin_time_stamp SEM "hasBeginTimeStamp"
    has_end_time_stamp SEM "hasEndTimeStamp"
    has_earliest_begin_time_stamp SEM "hasEarliestBeginTimeStamp"
    has_latest_end_time_stamp SEM "hasLatestEndTimeStamp"
    denoted_by GAF "denotedBy"
    context NIF "Context"
    offset_based_string NIF "OffsetBasedString"
    phrase NIF "Phrase"
    begin_index NIF "beginIndex"
    end_index NIF "endIndex"
    anchor_of NIF "anchorOf"
    reference_context NIF "referenceContext"
    prov_entity PROV "Entity"
    prov_activity PROV "Activity"
    software_agent PROV "SoftwareAgent"
    was_attributed_to PROV "wasAttributedTo"
    was_derived_from PROV "wasDerivedFrom"
    was_generated_by PROV "wasGeneratedBy"
    was_associated_with PROV "wasAssociatedWith"
    person SCHEMA "Person"
    organization SCHEMA "Organization"
    place SCHEMA "Place"
    thing SCHEMA "Thing"
    news_article SCHEMA "NewsArticle"
    schema_name SCHEMA "name"
    text SCHEMA "text"
    about SCHEMA "about"
    mentions SCHEMA "mentions"
    same_as SCHEMA "sameAs"
    identifier SCHEMA "identifier"
    member_of SCHEMA "memberOf"
    parent_organization SCHEMA "parentOrganization"
    contained_in_place SCHEMA "containedInPlace"
    location SCHEMA "location"
    owns SCHEMA "owns"
    related_to SCHEMA "relatedTo"
    affiliation SCHEMA "affiliation"
    headline SCHEMA "headline"
    date_published SCHEMA "datePublished"
    publisher SCHEMA "publisher"
    author SCHEMA "author"
    in_language SCHEMA "inLanguage"
    url SCHEMA "url"
    software_version SCHEMA "softwareVersion"
    alt_label SKOS "altLabel"
}

impl Names {
    /// The predicate of a relation: its own name, unchanged.
    pub(super) fn relation(&self, relation: Relation) -> &NamedNode {
        // `relations` is as long as the enum, and a number modulo its length is within it.
        &self.relations[relation as usize % self.relations.len()]
    }
}

/// The class of an action type: `turn_down` is `nl:TurnDown`.
pub(super) fn action_class(action: &str) -> String {
    let mut class = String::from(NL);
    for word in action.split(|c: char| !c.is_ascii_alphanumeric()) {
        let mut letters = word.chars();
        class.extend(letters.next().map(|c| c.to_ascii_uppercase()));
        class.push_str(letters.as_str());
    }
    class
}
