//! English.

use std::sync::OnceLock;

use crate::annotate::lemma::Lemmas;
use crate::annotate::lemma::Lemmatizer;
use crate::annotate::model::Trainer;
use crate::annotate::model::Weights;
use crate::annotate::name::Clusters;
use crate::annotate::name::Gazetteer;
use crate::annotate::name::Lists;
use crate::annotate::name::NameTagger;
use crate::annotate::name::Names;
use crate::annotate::net::Net;
use crate::annotate::net::Reader;
use crate::annotate::net::Trees;
use crate::annotate::net::file::Tensors;
use crate::annotate::net::file::vectors_from_bytes;
use crate::annotate::net::input;
use crate::annotate::net::input::Bytes;
use crate::annotate::quantity::Quantities;
use crate::annotate::sentence::Sentences;
use crate::annotate::stage::Pipeline;
use crate::annotate::stage::Stage;
use crate::annotate::tag::Labels;
use crate::annotate::time::Times;
use crate::annotate::token::Rules;
use crate::annotate::token::Words;
use crate::lang::Speed;
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
        list!("sentence_openers.txt"),
    )
}

lazy! {
    /// Where sentences end.
    sentence_weights: Weights = weights!("sentences.bin")
}

lazy! {
    /// Parts of speech and dependencies.
    reader: Reader = read_with(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/lang/en/model/net.bin")))
}

lazy! {
    /// The same with a smaller network.
    fast_reader: Reader = read_with(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/lang/en/model/net-fast.bin")))
}

/// The words that have vectors, one per line.
pub const VECTOR_WORDS: &str = list!("model/vectors.txt");

/// Their vectors.
pub fn vectors() -> Bytes {
    let bytes = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/lang/en/model/vectors.bin"));
    vectors_from_bytes(bytes).unwrap_or_default()
}

/// The reader with a network.
fn read_with(net: &[u8]) -> Reader {
    Reader::new(
        Tensors::from_bytes(net).map(|tensors| Net::new(&tensors)).unwrap_or_default(),
        input::Words::new(VECTOR_WORDS, list!("model/words.txt")),
        vectors(),
        Labels::read(list!("model/tags.txt")),
        list!("model/frequent.txt"),
    )
}

lazy! {
    /// Dictionary forms.
    lemmatizer: Lemmatizer = Lemmatizer::read(list!("model/lemmas.txt"), list!("irregular_forms.tsv"), list!("base_forms.txt"))
}

lazy! {
    /// Names.
    names: NameTagger =
        NameTagger::new(weights!("names.bin"), gazetteer().clone(), clusters().clone()).unwrap_or_default()
}

lazy! {
    /// Words in groups.
    clusters: Clusters = {
        let groups = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/lang/en/model/clusters.bin"));
        Clusters::read(VECTOR_WORDS, groups).unwrap_or_default()
    }
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
    frames: list!("name_frames.tsv"),
};

/// The stages, in order. Names, times and quantities follow the trees.
fn stages(reader: &'static Reader) -> Vec<Box<dyn Stage>> {
    vec![
        Box::new(Words { rules: rules(), name: "en.tokens" }),
        Box::new(Sentences { weights: sentence_weights(), rules: rules(), name: "en.sentences" }),
        Box::new(Trees { reader, name: "en.trees" }),
        Box::new(Lemmas { lemmatizer: lemmatizer(), name: "en.lemmas" }),
        Box::new(Names { tagger: names(), name: "en.names" }),
        Box::new(Times { name: "en.time.rules" }),
        Box::new(Quantities { name: "en.quantity.rules" }),
    ]
}

/// The stages of English.
pub fn pipeline(speed: Speed) -> &'static Pipeline {
    match speed {
        Speed::Careful => careful(),
        Speed::Fast => fast(),
    }
}

lazy! {
    /// The stages with the better trees.
    careful: Pipeline = Pipeline::new(stages(reader())).unwrap_or_default()
}

lazy! {
    /// The stages with the faster trees.
    fast: Pipeline = Pipeline::new(stages(fast_reader())).unwrap_or_default()
}

lazy! {
    /// The word lists of English. That they can be read is a test.
    lexicon: mention::Lexicon = mention::Lexicon::read(&LexiconFiles {
        say_verbs: list!("say_verbs.tsv"),
        say_nouns: list!("say_nouns.tsv"),
        attitudes: list!("attitudes.tsv"),
        roles: list!("roles.txt"),
        titles: list!("titles.tsv"),
        group_nouns: list!("group_nouns.tsv"),
        person_nouns: list!("person_nouns.tsv"),
        prepositions: list!("prepositions.tsv"),
        status: list!("status.toml"),
        verbs: list!("verbs.toml"),
        matters: list!("matters.toml"),
        countries: list!("countries.tsv"),
        regions: list!("regions.tsv"),
        cities: list!("cities.tsv"),
        given_names: list!("given_names.tsv"),
        surnames: list!("surnames.txt"),
        organizations: list!("organizations.tsv"),
    })
    .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;
    use std::time::Instant;

    use proptest::prelude::ProptestConfig;
    use proptest::prop_assert;
    use proptest::prop_assert_eq;
    use proptest::proptest;

    use super::Tensors;
    use super::rules;
    use super::vectors_from_bytes;
    use crate::annotate::Annotated;
    use crate::annotate::conllu;
    use crate::annotate::json;
    use crate::annotate::model::Weights;
    use crate::document::Block;
    use crate::document::BlockKind;
    use crate::document::Document;
    use crate::lang;
    use crate::text::Span;

    fn annotate(text: &str) -> Annotated {
        let document = Document { text: text.to_owned(), ..Document::default() };
        lang::of("en").map(|english| english.annotate(document)).unwrap_or_default()
    }

    /// The words of a text, parted by single spaces.
    fn words(text: &str) -> String {
        rules().words(text).iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" ")
    }

    /// The sentences of a text, parted by bars.
    fn sentences(text: &str) -> String {
        let annotated = annotate(text);
        annotated.sentences.iter().map(|sentence| sentence.span.of(text)).collect::<Vec<_>>().join(" | ")
    }

    /// Dependents of a word: `relation word` by form of the head.
    fn depends(text: &str, word: &str) -> String {
        let annotated = annotate(text);
        let index = (0..annotated.tokens.len()).find(|index| annotated.form(*index) == word);
        index.map_or_else(String::new, |index| {
            let token = &annotated.tokens[index];
            format!("{} {}", token.deprel.as_str(), token.head.map_or("-", |head| annotated.form(head)))
        })
    }

    #[test]
    fn words_are_cut_as_in_the_treebank() {
        for (text, cut) in [
            ("She said she didn't know.", "She said she did n't know ."),
            ("We cannot say that the mayor's won’t.", "We can not say that the mayor 's wo n’t ."),
            ("I'm sure they'll say we've lost", "I 'm sure they 'll say we 've lost"),
            ("the workers' union", "the workers ' union"),
            ("O'Neill met Shi'ite clerics at 5 o'clock", "O'Neill met Shi'ite clerics at 5 o'clock"),
            ("an oil-rich, anti-war state", "an oil - rich , anti-war state"),
            ("a 26-year-old ex-minister", "a 26 - year - old ex-minister"),
            ("a $3.2bn deal, up 5%", "a $ 3.2 bn deal , up 5 %"),
            ("US$40 million and €5m", "US$ 40 million and € 5 m"),
            ("10,000.50 at 10:45 on 16/11/2004", "10,000.50 at 10:45 on 16/11/2004"),
            ("at 8am on the 21st in the 1980s", "at 8 am on the 21st in the 1980s"),
            ("the ’90s and '08", "the ’90s and '08"),
            ("from 1939-1945", "from 1939 - 1945"),
            ("call 555-0123 or 555-010-0199", "call 555-0123 or 555-010-0199"),
            ("U.S. and U.K. officials, e.g. Mr. Jones Jr., met", "U.S. and U.K. officials , e.g. Mr. Jones Jr. , met"),
            ("George W. Bush and J. K. Rowling", "George W. Bush and J. K. Rowling"),
            ("No. 5 said no.", "No. 5 said no ."),
            ("“It’s over,” he said.", "“ It ’s over , ” he said ."),
            ("\"Stop!\" 'Why?'", "\" Stop ! \" ' Why ? '"),
            ("He came—late – as ever -- and left...", "He came — late – as ever -- and left ..."),
            ("wait… what?!", "wait … what ?!"),
            ("(see https://news.example.com/a-b?c=d).", "( see https://news.example.com/a-b?c=d ) ."),
            ("Write to desk@daily.example or @daily_desk", "Write to desk@daily.example or @daily_desk"),
            ("example.com says #election", "example.com says #election"),
            ("The end.The start", "The end . The start"),
            ("AT&T and R&D", "AT&T and R&D"),
            ("30km/h winds, 25°C", "30 km / h winds , 25 °C"),
            ("call 3-5213 b/c of it, w/o delay", "call 3-5213 b/c of it , w/o delay"),
            ("open Plan_v2.doc (a .pdf)", "open Plan_v2.doc ( a .pdf )"),
            ("posted in alt.city.council today", "posted in alt.city.council today"),
            ("a $$$ week --==-- and/or +++", "a $$$ week --==-- and / or +++"),
            (
                "Milk, tea, etc., for Drs. Lee and Ray, etc. He paid",
                "Milk , tea , etc. , for Drs. Lee and Ray , etc . He paid",
            ),
            ("[sic] {x} <y>", "[ sic ] { x } < y >"),
            ("¿Qué? Zürich ça", "¿ Qué ? Zürich ça"),
            ("café\u{301} 👩‍👧 ok", "café\u{301} 👩‍👧 ok"),
        ] {
            assert_eq!(words(text), cut);
        }
    }

    #[test]
    fn sentences_end_where_readers_stop() {
        for text in [
            "The court ruled on Monday. | It did not say why.",
            "Mr. Brown met Dr. Lee in the U.S. on Friday. | They talked for hours.",
            "“We will not leave,” she said. | “Not today.”",
            "Did he resign? | Officials would not say!",
            "Shares fell 3.5 percent. | The index lost 2 points.",
        ] {
            assert_eq!(sentences(&text.replace(" | ", " ")), text);
        }
    }

    #[test]
    fn sentences_stay_in_their_blocks() {
        let text = "Minister quits\nThe minister quit on Monday\nafter a long dispute.".to_owned();
        let blocks = vec![
            Block { span: Span::new(0, 14), kind: BlockKind::Title },
            Block { span: Span::new(15, text.len()), kind: BlockKind::Paragraph },
        ];
        let document = Document { text, blocks, ..Document::default() };
        let annotated = lang::of("en").map(|english| english.annotate(document)).unwrap_or_default();
        let found: Vec<_> =
            annotated.sentences.iter().map(|sentence| (sentence.block, sentence.end - sentence.first)).collect();
        assert_eq!(found, [(0, 2), (1, 10)]);
    }

    #[test]
    fn clauses_of_news_are_understood() {
        let text = "The minister rejected the plan, which the union had backed.";
        assert_eq!(depends(text, "minister"), "nsubj rejected");
        assert_eq!(depends(text, "plan"), "obj rejected");
        assert_eq!(depends("Three men were arrested by police.", "men"), "nsubj:pass arrested");
        assert_eq!(depends("“We lost everything,” she said.", "she"), "nsubj said");
        assert_eq!(depends("Smith told us that the talks had failed.", "failed"), "ccomp told");
        assert_eq!(depends("Smith told reporters that the talks failed.", "Smith"), "nsubj told");
    }

    #[test]
    fn weights_are_whole() {
        let sentences = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/lang/en/model/sentences.bin"));
        assert!(Weights::from_bytes(sentences).is_ok_and(|table| !table.is_empty()));
        let net = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/lang/en/model/net.bin"));
        assert!(Tensors::from_bytes(net).is_ok());
        let vectors = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/lang/en/model/vectors.bin"));
        let count = list!("model/vectors.txt").lines().count();
        assert!(vectors_from_bytes(vectors).is_ok_and(|vectors| vectors.scales.len() == count));
        let net = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/lang/en/model/net-fast.bin"));
        assert!(Tensors::from_bytes(net).is_ok());
        assert!(!super::pipeline(super::Speed::Fast).stages().is_empty());
    }

    #[test]
    fn annotations_of_the_same_text_are_the_same_bytes() {
        let write = || {
            let (mut conllu, mut json) = (Vec::new(), Vec::new());
            let annotated = annotate("The “quick” fox didn’t jump. It slept!");
            conllu::write(&annotated, &mut conllu)
                .and_then(|()| json::write(&annotated, &mut json))
                .map(|()| (conllu, json))
                .ok()
        };
        assert_eq!(write(), write());
    }

    #[test]
    fn words_written_together_are_one_token() {
        let mut out = Vec::new();
        let annotated = annotate("She didn't go.");
        assert!(conllu::write(&annotated, &mut out).is_ok());
        let out = String::from_utf8_lossy(&out).into_owned();
        assert!(out.contains("2-3\tdidn't\t"), "{out}");
        assert!(out.contains("# text = She didn't go.\n"), "{out}");
        assert!(out.contains("go\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n"), "{out}");
    }

    fn fits(text: &str) {
        let annotated = annotate(text);
        let mut end = 0;
        for token in &annotated.tokens {
            assert!(text.get(end..token.span.start).is_some_and(|gap| gap.chars().all(char::is_whitespace)));
            assert!(token.span.start < token.span.end && token.span.end <= text.len());
            end = token.span.end;
        }
        assert!(text[end..].chars().all(char::is_whitespace));
        let ends: Vec<usize> = annotated.sentences.iter().map(|sentence| sentence.end).collect();
        assert!(ends.is_sorted() && ends.last().copied().unwrap_or(0) == annotated.tokens.len());
        for sentence in &annotated.sentences {
            let roots =
                annotated.tokens[sentence.first..sentence.end].iter().filter(|token| token.head.is_none()).count();
            assert_eq!(roots, 1, "one root in each sentence");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn words_fit_any_text(text in "\\PC{0,80}|[a-zA-Z0-9 .,'’\"“”@:/#$%&-]{0,120}|(Mr|U|n't|'s|\\.|-|www\\.|1|k|\\$|\n| ){0,60}") {
            fits(&text);
        }

        #[test]
        fn words_survive_writing_and_reading(text in "([A-Za-z]{1,8}('s|n't|-|\\.|,)? ?){1,30}") {
            let before = annotate(&text);
            let mut bytes = Vec::new();
            prop_assert!(conllu::write(&before, &mut bytes).is_ok());
            let after = conllu::read(&String::from_utf8_lossy(&bytes));
            prop_assert!(after.is_ok());
            let after = after.unwrap_or_default();
            let forms = |annotated: &Annotated| (0..annotated.tokens.len()).map(|i| annotated.form(i).to_owned()).collect::<Vec<_>>();
            prop_assert_eq!(forms(&before), forms(&after));
            let trees = |annotated: &Annotated| annotated.tokens.iter().map(|token| (token.head, token.deprel)).collect::<Vec<_>>();
            prop_assert_eq!(trees(&before), trees(&after));
        }
    }

    /// Seconds for a text, the best of three.
    fn seconds(text: &str) -> Duration {
        let time = || {
            let start = Instant::now();
            std::hint::black_box(annotate(text));
            start.elapsed()
        };
        (0..3).map(|_| time()).min().unwrap_or_default()
    }

    #[test]
    fn time_is_linear_in_hostile_text() {
        annotate("Warm up.");
        for piece in [
            "a", "a.", "Mr. ", "\"", ",", "-", "1-", "a@", "www.", "http://", "x ", "'s", "(", "é", "1/2/", "U.S.",
            "n't",
        ] {
            let short = seconds(&piece.repeat(12_000 / piece.len()));
            let long = seconds(&piece.repeat(48_000 / piece.len()));
            // Four times the text; quadratic time would take sixteen times as long.
            assert!(long < short * 9 + Duration::from_millis(50), "`{piece}`: {short:?}, then {long:?}");
        }
    }
}
