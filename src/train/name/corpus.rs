//! Reads corpora of names into documents with tokens, sentences and names.

use rustc_hash::FxHashMap;

use crate::annotate::Annotated;
use crate::annotate::Name;
use crate::annotate::NameKind;
use crate::annotate::Sentence;
use crate::annotate::Token;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::annotate::name::Class;
use crate::annotate::name::Gazetteer;
use crate::annotate::stage::Stage;
use crate::text::Span;

/// Sentences of a corpus without document boundaries that count as one document.
const SENTENCES: usize = 20;

/// One word of a corpus.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    pub(crate) form: String,
    pub(crate) upos: Upos,
    pub(crate) xpos: Xpos,
    /// `O`, `B-PER` …
    pub(crate) tag: String,
    /// Written together with the next word.
    pub(crate) glued: bool,
}

/// Reads IOB2: `token TAB tag [TAB more]`, a blank line after each sentence,
/// comments `# newdoc …` and `# text = …`.
///
/// Words are cut at hyphens, as the treebanks do. Corpora without `# newdoc`
/// are cut into documents of 20 sentences. Names are trimmed: no determiner,
/// title or adjective of nationality at the start. With `capitals` a name
/// needs a capital, for corpora that mark "the hospital" too.
pub fn read_iob2(text: &str, gazetteer: &Gazetteer, capitals: bool) -> Vec<Annotated> {
    let mut documents: Vec<Vec<Vec<Row>>> = Vec::new();
    let marked = text.contains("\n# newdoc") || text.starts_with("# newdoc");
    let mut sentence: Vec<Row> = Vec::new();
    let mut fresh = true;
    for line in text.lines().chain([""]) {
        match line.split_once('\t') {
            Some((form, rest)) => cut_hyphens(form, rest.split('\t').next().unwrap_or("O"), &mut sentence),
            None if line.starts_with("# newdoc") => fresh = true,
            None if line.trim().is_empty() && !sentence.is_empty() => {
                let full = !marked && documents.last().is_none_or(|document| document.len() >= SENTENCES);
                if fresh || full {
                    documents.push(Vec::new());
                }
                fresh = false;
                if let Some(document) = documents.last_mut() {
                    document.push(std::mem::take(&mut sentence));
                }
            }
            None => {}
        }
    }
    documents.iter().map(|rows| assemble(rows, gazetteer, capitals)).collect()
}

/// Adds a word, cut at hyphens between letters; parts after the first go on with the name.
fn cut_hyphens(form: &str, tag: &str, out: &mut Vec<Row>) {
    let letters = form.split('-').count() > 1
        && !form.contains("//")
        && form.split('-').all(|part| part.chars().all(char::is_alphanumeric) && !part.is_empty());
    if !letters {
        out.push(Row { form: form.to_owned(), tag: tag.to_owned(), ..Row::default() });
        return;
    }
    let inside = tag.replacen("B-", "I-", 1);
    for (at, part) in form.split('-').enumerate() {
        if at > 0 {
            out.push(Row { form: "-".to_owned(), tag: inside.clone(), glued: true, ..Row::default() });
        }
        let tag = if at == 0 { tag } else { &inside };
        out.push(Row { form: part.to_owned(), tag: tag.to_owned(), glued: true, ..Row::default() });
    }
    if let Some(last) = out.last_mut() {
        last.glued = false;
    }
}

/// Makes a document of rows.
pub(crate) fn assemble(sentences: &[Vec<Row>], gazetteer: &Gazetteer, capitals: bool) -> Annotated {
    let mut doc = Annotated::default();
    for rows in sentences {
        let first = doc.tokens.len();
        let mut open: Option<Name> = None;
        for row in rows {
            let at = doc.tokens.len();
            let start = doc.document.text.len();
            doc.document.text.push_str(&row.form);
            let span = Span::new(start, doc.document.text.len());
            if !row.glued {
                doc.document.text.push(' ');
            }
            doc.tokens.push(Token {
                span,
                upos: row.upos,
                xpos: row.xpos,
                lemma: row.form.to_lowercase().into_boxed_str(),
                head: None,
                deprel: crate::annotate::Deprel::default(),
                glued: row.glued,
            });
            let kind = row.tag.get(2..).and_then(NameKind::parse);
            let goes_on = row.tag.starts_with("I-") && open.is_some_and(|name| Some(name.kind) == kind);
            match (&mut open, kind) {
                (Some(name), _) if goes_on => name.end = at + 1,
                (_, kind) => {
                    doc.names.extend(open);
                    open = kind.map(|kind| Name { first: at, end: at + 1, kind });
                }
            }
        }
        doc.names.extend(open);
        let span = doc.span(first, doc.tokens.len());
        doc.sentences.push(Sentence { span, first, end: doc.tokens.len(), block: 0 });
        doc.document.text.push('\n');
    }
    let names = std::mem::take(&mut doc.names);
    doc.names = names.into_iter().map(|name| trim(&doc, name, gazetteer)).collect();
    if capitals {
        let mut names = std::mem::take(&mut doc.names);
        let capital = |at: usize| doc.form(at).chars().any(char::is_uppercase);
        names.retain(|name| (name.first..name.end).any(capital));
        doc.names = names;
    }
    doc
}

/// Without determiner, titles and nationality at the start.
fn trim(doc: &Annotated, mut name: Name, gazetteer: &Gazetteer) -> Name {
    let class =
        |at: usize| gazetteer.find([doc.form(at)].into_iter()).first().map_or(Class::default(), |found| found.class);
    while name.first + 1 < name.end {
        let form = doc.form(name.first);
        let lower = form.to_lowercase();
        let determiner =
            matches!(form, "the" | "a" | "an" | "this" | "these" | "our" | "his" | "her" | "their" | "its");
        let article = form == "The" && name.kind != NameKind::Org;
        let person = name.kind == NameKind::Per
            && (class(name.first).has(Class::TITLE) || class(name.first).has(Class::DEMONYM) || lower == "of")
            && !class(name.first).has(Class::GIVEN);
        if determiner || article || person || form == "-" {
            name.first += 1;
        } else {
            break;
        }
    }
    name
}

/// Tags of sentences, by their words.
#[derive(Debug, Default)]
pub struct Tagged(FxHashMap<Vec<Box<str>>, Vec<(Upos, Xpos)>>);

impl Tagged {
    /// Remembers the tags of every sentence.
    pub fn add(&mut self, doc: &Annotated) {
        for sentence in &doc.sentences {
            let range = sentence.first..sentence.end;
            let tags = doc.tokens[range.clone()].iter().map(|token| (token.upos, token.xpos)).collect();
            self.0.insert(range.map(|at| doc.form(at).into()).collect(), tags);
        }
    }

    /// Tags the sentences of `doc`: with what is remembered, else with `stage`.
    pub fn tag(&self, doc: &mut Annotated, stage: &dyn Stage) {
        stage.run(doc);
        for sentence in &doc.sentences {
            let words: Vec<Box<str>> = (sentence.first..sentence.end).map(|at| doc.form(at).into()).collect();
            if let Some(tags) = self.0.get(&words) {
                for (token, (upos, xpos)) in doc.tokens[sentence.first..sentence.end].iter_mut().zip(tags) {
                    (token.upos, token.xpos) = (*upos, *xpos);
                }
            }
        }
    }
}

/// An open mention while reading brackets.
struct Open {
    id: String,
    kind: Option<NameKind>,
    first: usize,
}

/// Reads names out of a treebank whose `Entity=` brackets give the kind of
/// each mention (GUM): those headed by a proper noun, cut to the words in
/// capitals around it.
pub fn read_entities(conllu: &str, gazetteer: &Gazetteer) -> Vec<Annotated> {
    let mut documents: Vec<Vec<Vec<Row>>> = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    let mut heads: Vec<usize> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut mentions: Vec<(usize, usize, NameKind)> = Vec::new();
    for line in conllu.lines().chain([""]) {
        if line.starts_with("# newdoc") {
            documents.push(Vec::new());
        } else if line.is_empty() && !rows.is_empty() {
            mark(&mut rows, &heads, &mut mentions, gazetteer);
            if documents.is_empty() {
                documents.push(Vec::new());
            }
            if let Some(document) = documents.last_mut() {
                document.push(std::mem::take(&mut rows));
            }
            heads.clear();
            open.clear();
            mentions.clear();
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, _, upos, xpos, _, head, _, _, misc] = columns[..] else { continue };
        if id.parse::<usize>().is_err() {
            continue;
        }
        let at = rows.len();
        rows.push(Row {
            form: form.to_owned(),
            upos: Upos::parse(upos).unwrap_or_default(),
            xpos: Xpos::parse(xpos).unwrap_or_default(),
            tag: "O".to_owned(),
            glued: misc.split('|').any(|part| part == "SpaceAfter=No"),
        });
        heads.push(head.parse().unwrap_or(0));
        if let Some(value) = misc.split('|').find_map(|part| part.strip_prefix("Entity=")) {
            read_brackets(value, at, &mut open, &mut mentions);
        }
    }
    documents.iter().map(|rows| assemble(rows, gazetteer, true)).collect()
}

/// Reads `(1-person-…(2-place-…)1)`.
fn read_brackets(value: &str, at: usize, open: &mut Vec<Open>, mentions: &mut Vec<(usize, usize, NameKind)>) {
    for (index, part) in value.split('(').enumerate() {
        let (head, closings) = match part.find(')') {
            Some(place) if index > 0 => part.split_at(place),
            _ if index == 0 => ("", part),
            _ => (part, ""),
        };
        if index > 0 {
            let mut fields = head.split('-');
            let id = fields.next().unwrap_or_default().to_owned();
            let kind = match fields.next() {
                Some("person") => Some(NameKind::Per),
                Some("organization") => Some(NameKind::Org),
                Some("place") => Some(NameKind::Loc),
                _ => None,
            };
            open.push(Open { id: id.clone(), kind, first: at });
            if let Some(rest) = closings.strip_prefix(')') {
                close(&id, at, open, mentions);
                rest.split(')').filter(|id| !id.is_empty()).for_each(|id| close(id, at, open, mentions));
            }
        } else {
            closings.split(')').filter(|id| !id.is_empty()).for_each(|id| close(id, at, open, mentions));
        }
    }
}

fn close(id: &str, at: usize, open: &mut Vec<Open>, mentions: &mut Vec<(usize, usize, NameKind)>) {
    if let Some(place) = open.iter().rposition(|open| open.id == id) {
        let found = open.remove(place);
        mentions.extend(found.kind.map(|kind| (found.first, at + 1, kind)));
    }
}

/// Writes the tags of the named mentions of a sentence, longest first.
fn mark(rows: &mut [Row], heads: &[usize], mentions: &mut [(usize, usize, NameKind)], gazetteer: &Gazetteer) {
    mentions.sort_by_key(|(first, end, _)| (std::cmp::Reverse(end - first), *first));
    let class = |form: &str| gazetteer.find([form].into_iter()).first().map_or(Class::default(), |found| found.class);
    for (first, end, kind) in mentions.iter().copied() {
        let outside = |at: &usize| heads[*at] == 0 || heads[*at] - 1 < first || heads[*at] > end;
        let Some(head) = (first..end).find(outside).filter(|head| rows[*head].upos == Upos::Propn) else { continue };
        let capital =
            |at: usize| rows[at].form.chars().next().is_some_and(|sign| sign.is_uppercase() || sign.is_numeric());
        let joint = |at: usize| {
            matches!(rows[at].form.as_str(), "-" | "–" | "&" | "/" | "'s" | "’s") && rows[at - 1].glued
                || rows[at].form == "&"
        };
        let little = |at: usize| {
            let form = rows[at].form.as_str();
            matches!(
                form,
                "of" | "for"
                    | "and"
                    | "the"
                    | "de"
                    | "la"
                    | "del"
                    | "von"
                    | "van"
                    | "al"
                    | "bin"
                    | "du"
                    | "der"
                    | "da"
                    | "dos"
                    | "des"
            ) && (kind != NameKind::Per || !matches!(form, "of" | "for" | "and" | "the"))
        };
        let (mut left, mut right) = (head, head + 1);
        loop {
            if left > first && capital(left - 1) {
                left -= 1;
            } else if left > first + 1 && (joint(left - 1) || little(left - 1)) && capital(left - 2) {
                left -= 2;
            } else {
                break;
            }
        }
        loop {
            if right < end && capital(right) && rows[right].form.chars().any(char::is_alphanumeric) {
                right += 1;
            } else if right + 1 < end && (joint(right) || little(right)) && capital(right + 1) {
                right += 2;
            } else if right + 2 < end && little(right) && little(right + 1) && capital(right + 2) {
                right += 3;
            } else {
                break;
            }
        }
        let taken = (left..right).any(|at| rows[at].tag != "O");
        let useless = !capital(head) || class(&rows[head].form).has(Class::TIME);
        if taken || useless {
            continue;
        }
        for (place, row) in rows[left..right].iter_mut().enumerate() {
            row.tag = format!("{}-{}", if place == 0 { 'B' } else { 'I' }, kind.as_str());
        }
    }
}
