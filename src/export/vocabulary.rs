//! The names RDF knows things by. `schema/export/vocab.ttl` describes those of newsloom's own.

use crate::ontology::Relation;

/// A vocabulary: its prefix, and what that stands for.
type Space = (&'static str, &'static str);

/// newsloom's own names.
pub(super) const NL: Space = ("nl", "urn:newsloom:ns#");
/// Types of actions as what somebody does to somebody: apart from `nl:`, where `sentence` is that of an evidence.
pub(super) const ACT: Space = ("act", "urn:newsloom:act#");
/// The Simple Event Model, <https://semanticweb.cs.vu.nl/2009/11/sem/>.
const SEM: Space = ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/");
/// The Grounded Annotation Framework, <http://groundedannotationframework.org/>.
const GAF: Space = ("gaf", "http://groundedannotationframework.org/gaf#");
/// The NLP Interchange Format, <https://persistence.uni-leipzig.org/nlp2rdf/>.
pub(super) const NIF: Space = ("nif", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#");
/// Web Annotation, <https://www.w3.org/TR/annotation-vocab/>.
pub(super) const OA: Space = ("oa", "http://www.w3.org/ns/oa#");
/// PROV-O, <https://www.w3.org/TR/prov-o/>.
const PROV: Space = ("prov", "http://www.w3.org/ns/prov#");
const RDF: Space = ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#");
const RDFS: Space = ("rdfs", "http://www.w3.org/2000/01/rdf-schema#");
const SCHEMA: Space = ("schema", "https://schema.org/");
const SKOS: Space = ("skos", "http://www.w3.org/2004/02/skos/core#");
/// OWL-Time, <https://www.w3.org/TR/owl-time/>.
pub(super) const TIME: Space = ("time", "http://www.w3.org/2006/time#");
const XSD: Space = ("xsd", "http://www.w3.org/2001/XMLSchema#");

/// The vocabularies of every file.
pub(super) const SPACES: &[Space] = &[GAF, NIF, NL, PROV, RDF, RDFS, SCHEMA, SEM, SKOS, XSD];

/// A name of a vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name {
    /// What stands for the vocabulary.
    pub(super) prefix: &'static str,
    /// The vocabulary.
    pub(super) space: &'static str,
    /// The name in it.
    pub(super) local: &'static str,
}

macro_rules! names {
    ($($name:ident $space:ident $local:literal)*) => {
        $(pub(super) const $name: Name = Name { prefix: $space.0, space: $space.1, local: $local };)*
    };
}

names! {
    ACTION_CLASS NL "Action"
    STATEMENT_CLASS NL "Statement"
    GROUP_CLASS NL "Group"
    EDGE_CLASS NL "Edge"
    EVIDENCE_CLASS NL "Evidence"
    KIND NL "kind"
    GENDER NL "gender"
    COUNTRY NL "country"
    ACTOR NL "actor"
    MERGED NL "merged"
    CONFIDENCE NL "confidence"
    QUANTITY_VALUE NL "quantity_value"
    QUANTITY_UNIT NL "quantity_unit"
    QUANTITY_COMPARATOR NL "quantity_comparator"
    QUANTITY_TEXT NL "quantity_text"
    NL_PREDICATE NL "predicate"
    ACTION NL "action"
    CATEGORY NL "category"
    REPORTS NL "reports"
    TIME_TEXT NL "time_text"
    TIME_VALUE NL "time_value"
    POLARITY NL "polarity"
    MODALITY NL "modality"
    TENSE NL "tense"
    QUOTATION NL "quotation"
    CUE NL "cue"
    STANCE NL "stance"
    EVIDENCE NL "evidence"
    SPAN NL "span"
    SENTENCE NL "sentence"
    TRIGGER NL "trigger"
    CUE_SPAN NL "cue_span"
    CONTENT_SPAN NL "content_span"
    FORM NL "form"
    ROLE NL "role"
    STATUS NL "status"
    REASON NL "reason"
    SOURCE NL "source"
    SHA256 NL "sha256"
    LENGTH NL "length"
    EVENT SEM "Event"
    SEM_ACTOR SEM "Actor"
    SEM_PLACE SEM "Place"
    HAS_ACTOR SEM "hasActor"
    HAS_PLACE SEM "hasPlace"
    HAS_SUB_EVENT SEM "hasSubEvent"
    HAS_TIME_STAMP SEM "hasTimeStamp"
    HAS_BEGIN_TIME_STAMP SEM "hasBeginTimeStamp"
    HAS_END_TIME_STAMP SEM "hasEndTimeStamp"
    HAS_EARLIEST_BEGIN_TIME_STAMP SEM "hasEarliestBeginTimeStamp"
    HAS_LATEST_END_TIME_STAMP SEM "hasLatestEndTimeStamp"
    DENOTED_BY GAF "denotedBy"
    CONTEXT NIF "Context"
    OFFSET_BASED_STRING NIF "OffsetBasedString"
    PHRASE NIF "Phrase"
    BEGIN_INDEX NIF "beginIndex"
    END_INDEX NIF "endIndex"
    ANCHOR_OF NIF "anchorOf"
    REFERENCE_CONTEXT NIF "referenceContext"
    PROV_ENTITY PROV "Entity"
    PROV_ACTIVITY PROV "Activity"
    SOFTWARE_AGENT PROV "SoftwareAgent"
    WAS_ATTRIBUTED_TO PROV "wasAttributedTo"
    WAS_DERIVED_FROM PROV "wasDerivedFrom"
    WAS_GENERATED_BY PROV "wasGeneratedBy"
    WAS_ASSOCIATED_WITH PROV "wasAssociatedWith"
    PERSON SCHEMA "Person"
    ORGANIZATION SCHEMA "Organization"
    PLACE SCHEMA "Place"
    THING SCHEMA "Thing"
    NEWS_ARTICLE SCHEMA "NewsArticle"
    SCHEMA_NAME SCHEMA "name"
    TEXT SCHEMA "text"
    ABOUT SCHEMA "about"
    MENTIONS SCHEMA "mentions"
    SAME_AS SCHEMA "sameAs"
    IDENTIFIER SCHEMA "identifier"
    MEMBER_OF SCHEMA "memberOf"
    PARENT_ORGANIZATION SCHEMA "parentOrganization"
    CONTAINED_IN_PLACE SCHEMA "containedInPlace"
    LOCATION SCHEMA "location"
    OWNS SCHEMA "owns"
    RELATED_TO SCHEMA "relatedTo"
    AFFILIATION SCHEMA "affiliation"
    HEADLINE SCHEMA "headline"
    DATE_PUBLISHED SCHEMA "datePublished"
    PUBLISHER SCHEMA "publisher"
    AUTHOR SCHEMA "author"
    IN_LANGUAGE SCHEMA "inLanguage"
    URL SCHEMA "url"
    SOFTWARE_VERSION SCHEMA "softwareVersion"
    ALT_LABEL SKOS "altLabel"
    REIFIES RDF "reifies"
    TYPE RDF "type"
    SUBJECT RDF "subject"
    PREDICATE RDF "predicate"
    OBJECT RDF "object"
    LABEL RDFS "label"
    XSD_BOOLEAN XSD "boolean"
    XSD_DATE XSD "date"
    XSD_DATE_TIME XSD "dateTime"
    XSD_DECIMAL XSD "decimal"
    XSD_G_YEAR XSD "gYear"
    XSD_G_YEAR_MONTH XSD "gYearMonth"
    XSD_INTEGER XSD "integer"
    XSD_NON_NEGATIVE_INTEGER XSD "nonNegativeInteger"
    OA_ANNOTATION OA "Annotation"
    OA_RESOURCE OA "SpecificResource"
    OA_POSITION OA "TextPositionSelector"
    OA_QUOTE OA "TextQuoteSelector"
    OA_BODY OA "hasBody"
    OA_TARGET OA "hasTarget"
    OA_SOURCE OA "hasSource"
    OA_SELECTOR OA "hasSelector"
    OA_START OA "start"
    OA_END OA "end"
    OA_EXACT OA "exact"
    OA_PREFIX OA "prefix"
    OA_SUFFIX OA "suffix"
    OA_MOTIVATION OA "motivatedBy"
    OA_IDENTIFYING OA "identifying"
    OA_DESCRIBING OA "describing"
    TIME_INTERVAL TIME "Interval"
    TIME_INSTANT TIME "Instant"
    TIME_ENTITY TIME "TemporalEntity"
    TIME_HAS TIME "hasTime"
    TIME_BEGINNING TIME "hasBeginning"
    TIME_END TIME "hasEnd"
    TIME_DATE TIME "inXSDDate"
    TIME_MONTH TIME "inXSDgYearMonth"
    TIME_YEAR TIME "inXSDgYear"
    TIME_STAMP TIME "inXSDDateTimeStamp"
    HAS_TIME SEM "hasTime"
    SEM_TIME SEM "Time"
    XSD_DATE_TIME_STAMP XSD "dateTimeStamp"
}

/// The predicate of a relation: its own name, unchanged.
pub(super) const fn relation(relation: Relation) -> Name {
    Name { prefix: NL.0, space: NL.1, local: relation.as_str() }
}
