//! English.

use std::sync::OnceLock;

use crate::annotate::lemma::Lemmas;
use crate::annotate::lemma::Lemmatizer;
use crate::annotate::model::Trainer;
use crate::annotate::model::Weights;
use crate::annotate::name::Gazetteer;
use crate::annotate::name::Lists;
use crate::annotate::name::NameTagger;
use crate::annotate::name::Names;
use crate::annotate::parse::Moves;
use crate::annotate::parse::Parser;
use crate::annotate::parse::Trees;
use crate::annotate::quantity::Quantities;
use crate::annotate::sentence::Sentences;
use crate::annotate::stage::Pipeline;
use crate::annotate::stage::Stage;
use crate::annotate::tag::Labels;
use crate::annotate::tag::Lexicon;
use crate::annotate::tag::Tagger;
use crate::annotate::tag::Tags;
use crate::annotate::time::Times;
use crate::annotate::token::Rules;
use crate::annotate::token::Words;
use crate::mention;
use crate::mention::LexiconFiles;

/// A text file of `schema/lang/en`.
macro_rules! list {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/lang/en/", $name))
    };
}

/// A weight file of `schema/lang/en/model`. The files are part of the program,
/// and a test reads them all, so a damaged one never reaches a user; it would
/// leave its stage without knowledge.
macro_rules! weights {
    ($name:literal) => {
        Weights::from_bytes(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/lang/en/model/", $name)))
            .unwrap_or_else(|_| Trainer::new(1).freeze(1.0))
    };
}

/// A value made on first use.
macro_rules! lazy {
    ($(#[$doc:meta])* $name:ident: $kind:ty = $make:expr) => {
        $(#[$doc])*
        pub fn $name() -> &'static $kind {
            static VALUE: OnceLock<$kind> = OnceLock::new();
            VALUE.get_or_init(|| $make)
        }
    };
}

lazy! {
    /// How words are cut.
    rules: Rules = Rules::new(
        list!("abbreviations.txt"),
        list!("prefixes.txt"),
        list!("contractions.txt"),
        list!("units.txt"),
        list!("web_endings.txt"),
    )
}

lazy! {
    /// Where sentences end.
    sentence_weights: Weights = weights!("sentences.bin")
}

lazy! {
    /// Parts of speech.
    tagger: Tagger = Tagger::new(
        Labels::read(list!("model/tags.txt")),
        weights!("tags.bin"),
        Lexicon::read(list!("model/tags-seen.txt")),
        list!("model/tags-known.txt"),
    )
}

lazy! {
    /// Dictionary forms.
    lemmatizer: Lemmatizer = Lemmatizer::read(list!("model/lemmas.txt"))
}

lazy! {
    /// Dependencies.
    parser: Parser = Parser { moves: moves(), relations: weights!("relations.bin") }
}

lazy! {
    /// Names.
    names: NameTagger = NameTagger::new(weights!("names.bin"), gazetteer().clone()).unwrap_or_default()
}

lazy! {
    /// Known names.
    gazetteer: Gazetteer = Gazetteer::parse(&NAME_LISTS).unwrap_or_default()
}

/// The lists of known names. That they can be read is a test.
pub const NAME_LISTS: Lists<'static> = Lists {
    countries: list!("countries.tsv"),
    regions: list!("regions.tsv"),
    cities: list!("cities.tsv"),
    given_names: list!("given_names.tsv"),
    surnames: list!("surnames.txt"),
    organizations: list!("organizations.tsv"),
    company_suffixes: list!("company_suffixes.txt"),
    cues: list!("name_cues.tsv"),
};

/// The weights of the moves, which lie in two files.
fn moves() -> Moves {
    let parts: [&[u8]; 2] = [
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/lang/en/model/moves-1.bin")),
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/lang/en/model/moves-2.bin")),
    ];
    Moves::from_bytes(&parts.concat()).unwrap_or_default()
}

/// The stages, in order. Names, times and quantities follow the trees.
fn stages() -> Vec<Box<dyn Stage>> {
    vec![
        Box::new(Words { rules: rules(), name: "en.tokens" }),
        Box::new(Sentences { weights: sentence_weights(), rules: rules(), name: "en.sentences" }),
        Box::new(Tags { tagger: tagger(), name: "en.tags" }),
        Box::new(Lemmas { lemmatizer: lemmatizer(), name: "en.lemmas" }),
        Box::new(Trees { parser: parser(), name: "en.trees" }),
        Box::new(Names { tagger: names(), name: "en.names" }),
        Box::new(Times { name: "en.time.rules" }),
        Box::new(Quantities { name: "en.quantity.rules" }),
    ]
}

lazy! {
    /// The stages of English.
    pipeline: Pipeline = Pipeline::new(stages()).unwrap_or_else(|_| Pipeline::default())
}

lazy! {
    /// The word lists of English. That they can be read is a test.
    lexicon: mention::Lexicon = mention::Lexicon::read(&LexiconFiles {
        say_verbs: list!("say_verbs.tsv"),
        say_nouns: list!("say_nouns.tsv"),
        roles: list!("roles.txt"),
        titles: list!("titles.tsv"),
        group_nouns: list!("group_nouns.tsv"),
        person_nouns: list!("person_nouns.tsv"),
        prepositions: list!("prepositions.tsv"),
        status: list!("status.toml"),
        verbs: list!("verbs.toml"),
        countries: list!("countries.tsv"),
        regions: list!("regions.tsv"),
        cities: list!("cities.tsv"),
        given_names: list!("given_names.tsv"),
        organizations: list!("organizations.tsv"),
    })
    .unwrap_or_default()
}
