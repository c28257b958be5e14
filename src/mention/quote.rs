//! Who says what: direct, indirect and mixed statements.
//!
//! Cues and their clauses are put together here, of what `speaker` and `content` find; what they leave to the quotation marks
//! is in `direct`, feelings and wishes in `attitude`.

use rustc_hash::FxHashMap;
use rustc_hash::FxHashSet;

use super::action::Scene;
use super::action::runs_of;
use super::attitude;
use super::clause;
use super::content::afterthoughts;
use super::content::as_told;
use super::content::asked;
use super::content::before_tail;
use super::content::behind;
use super::content::closed;
use super::content::content_of;
use super::content::outside;
use super::content::parenthetical;
use super::content::result;
use super::content::speaker_between;
use super::content::stated;
use super::content::told;
use super::content::trim;
use super::content::widen;
use super::content::without;
use super::coref::Groups;
use super::coref::Sieve;
use super::direct;
use super::entity::Cast;
use super::opinion;
use super::quotation;
use super::quotation::Quoted;
use super::quotation::inside;
use super::quotation::quotation_of;
use super::speaker::can_speak;
use super::speaker::listener_role;
use super::speaker::nearest_speaker;
use super::speaker::speaker_of;
use super::tree::Tree;
use super::turn;
use super::voice;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::document::BlockKind;
use crate::ontology::Form;
use crate::ontology::Quotation;
use crate::ontology::Relation;
use crate::ontology::Stance;
use crate::text::Span;

/// How far back somebody named is looked for, in words.
const FAR: usize = 200;

/// Who takes part in a statement: role, phrase, and the words that name it.
pub(super) type Parties = Vec<(Relation, usize, Span)>;

/// A statement before chains are numbered: parties name phrases.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// Tokens of the content, as ranges in order.
    pub(super) content: Vec<(usize, usize)>,
    pub(super) cue: Vec<usize>,
    pub(super) cue_lemma: Option<String>,
    pub(super) quotation: Quotation,
    pub(super) stance: Stance,
    pub(super) parties: Parties,
    /// An attitude told as such, not words reported.
    pub(super) felt: bool,
    pub(super) confidence: u8,
}

/// All statements of the document, and the verbs that report them.
pub(super) fn collect(scene: &Scene<'_>) -> (Vec<Said>, FxHashSet<usize>) {
    let tree = scene.tree;
    let quotes = quotation::all(tree);
    let mut all: Vec<Said> = Vec::new();
    let mut verbs: FxHashSet<usize> = FxHashSet::default();
    for at in 0..tree.len() {
        if !(tree.block(at).is_running() || tree.block(at) == BlockKind::Title) {
            continue;
        }
        let made = match tree.upos(at) {
            Upos::Verb => by_verb(scene, &quotes, at),
            Upos::Noun => by_noun(scene, &quotes, at),
            _ => None,
        };
        let made = made.or_else(|| according_to(scene, &quotes, at));
        if let Some(said) = made {
            if tree.upos(at) == Upos::Verb {
                verbs.insert(at);
            }
            all.push(said);
        }
    }
    let told: FxHashSet<usize> = all.iter().filter_map(|said| said.cue.first().copied()).collect();
    let within =
        quotation::nested(tree, &quotes).into_iter().filter_map(|inner| direct::within(scene, &quotes, &inner));
    all.extend(within.filter(|said| said.cue.first().is_none_or(|cue| !told.contains(cue))));
    all.extend(attitudes(scene, &quotes, &all));
    all.extend(turn::said(scene, &quotes));
    direct::quotations(scene, &quotes, &mut all, &mut verbs);
    for said in &mut all {
        said.content.sort_unstable();
    }
    for said in &mut all {
        outside_speaker(scene, &quotes, said);
    }
    own_words(scene, &mut all);
    through(scene, &mut all);
    nested(scene, &mut all);
    let own = opinion::of_writer(scene, &quotes, &all);
    all.extend(own);
    all.sort_by_key(|said| (said.content.first().copied(), said.cue.first().copied()));
    all.dedup_by(|b, a| a.content == b.content && a.parties.first().map(|p| p.1) == b.parties.first().map(|p| p.1));
    (all, verbs)
}

/// The attitudes that no reporting word told already.
fn attitudes(scene: &Scene<'_>, quotes: &[Quoted], told: &[Said]) -> Vec<Said> {
    let tree = scene.tree;
    let cues: FxHashSet<usize> = told.iter().flat_map(|said| said.cue.iter().copied()).collect();
    (0..tree.len())
        .filter(|at| !cues.contains(at) && (tree.block(*at).is_running() || tree.block(*at) == BlockKind::Title))
        .filter_map(|at| attitude::of(scene, quotes, at))
        .collect()
}

/// "“My mother was there,” she said": who speaks is not first named inside what is said, but before it.
fn outside_speaker(scene: &Scene<'_>, quotes: &[Quoted], said: &mut Said) {
    let Some(quoted) = said.content.first().and_then(|piece| inside(quotes, piece.0)).map(|at| quotes[at]) else {
        return;
    };
    let Some(party) = said.parties.iter_mut().find(|party| party.0 == Relation::Speaker) else { return };
    let speaker = party.1;
    let pronoun = scene.cast.drafts[speaker].form == Form::Pronoun && !quoted.contains(scene.cast.drafts[speaker].head);
    let same = |at: usize| scene.cast.at(at).is_some_and(|draft| draft != speaker && scene.groups.same(draft, speaker));
    let within = (quoted.first..quoted.end).any(same);
    if pronoun
        && within
        && !(quoted.first.saturating_sub(FAR)..quoted.first).any(same)
        && let Some((draft, _)) = direct::person_before(scene, &quoted)
    {
        party.1 = draft;
    }
}

/// Drops what speakers report of their own words: "Lee said she hopes to win" states what she says once. What they deny and
/// admit stays. What others feel is a part of what a speaker states: only their words are statements in it.
fn own_words(scene: &Scene<'_>, all: &mut Vec<Said>) {
    let tree = scene.tree;
    let who = |said: &Said| said.parties.iter().find(|party| party.0 == Relation::Speaker).map(|party| party.1);
    let mut by_sentence: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (index, said) in all.iter().enumerate() {
        for &(first, end) in &said.content {
            for sentence in (tree.sentence(first)..=tree.sentence(end - 1)).take(12) {
                by_sentence.entry(sentence).or_default().push(index);
            }
        }
    }
    let part = |index: usize| {
        let said = &all[index];
        let (Some(&cue), speaker) = (said.cue.first(), who(said)) else { return false };
        let weak = said.quotation == Quotation::Indirect && !matches!(said.stance, Stance::Deny | Stance::Admit);
        by_sentence.get(&tree.sentence(cue)).into_iter().flatten().any(|&other| {
            let outer = &all[other];
            other != index
                && outer.content.iter().any(|&(first, end)| first <= cue && cue < end)
                && (said.felt
                    || weak && speaker.zip(who(outer)).is_some_and(|(one, other)| scene.groups.same(one, other)))
        })
    };
    let gone: FxHashSet<usize> = (0..all.len()).filter(|&index| part(index)).collect();
    let mut index = 0;
    all.retain(|_| {
        index += 1;
        !gone.contains(&(index - 1))
    });
}

/// "I" and "we" inside a quotation are its speaker, "you" is its listener.
pub(super) fn speakers(tree: &Tree<'_>, cast: &Cast, groups: &mut Groups, all: &[Said]) {
    for said in all.iter().filter(|said| said.quotation != Quotation::Indirect) {
        let who = |wanted: Relation| said.parties.iter().find(|party| party.0 == wanted).map(|party| party.1);
        let (speaker, listener) = (who(Relation::Speaker), who(Relation::Addressee));
        for &(first, end) in &said.content {
            for at in first..end {
                let word = tree.lower(at);
                let (party, sieve) = match (voice::is_own(word), voice::is_listener(word)) {
                    (true, _) => (speaker, Sieve::Speaker),
                    (_, true) => (listener, Sieve::Listener),
                    _ => continue,
                };
                let loose = |&draft: &usize| cast.drafts[draft].form == Form::Pronoun && groups.root(draft) == draft;
                let Some((draft, party)) = cast.at(at).filter(loose).zip(party) else { continue };
                // "we" said by one person is that person's side; it stays with the speaker as the nearest known.
                if !cast.drafts[draft].plural || said.quotation == Quotation::Direct {
                    groups.join_unnamed(draft, party, sieve);
                }
            }
        }
    }
}

/// A reporting verb with its clause: "X said (that) …", "…, X said", "X told Y that …".
fn by_verb(scene: &Scene<'_>, quotes: &[Quoted], verb: usize) -> Option<Said> {
    let tree = scene.tree;
    let (cue_lemma, cue, how) = cue_of(scene, verb)?;
    if tree.deprel(verb) == Deprel::Amod || tree.deprel(verb) == Deprel::Aux {
        return None;
    }
    if tree.deprel(verb) == Deprel::Advcl
        && tree.one(verb, &[Deprel::Mark]).is_some_and(|mark| matches!(tree.lower(mark), "if" | "unless" | "whether"))
    {
        return None;
    }
    let negated = tree.with(verb, &[Deprel::Advmod]).any(|adverb| scene.lexicon.is_negator(tree.lower(adverb)));
    let asks = tree.one(verb, &[Deprel::Mark]).is_some_and(|mark| scene.lexicon.is_condition(tree.lower(mark)));
    let clause_child = stated(scene, verb);
    let mut content = Vec::new();
    let mut stance = how.stance;
    let around = parenthetical(scene, quotes, verb).filter(|_| how.that || how.quote);
    if let Some((_, pieces)) = &around {
        content.clone_from(pieces);
    } else if let Some(child) = clause_child.filter(|_| how.that || how.quote) {
        content = content_of(tree, child, &afterthoughts(scene, verb, child));
        // A clause around the verb loses the verb's own words.
        content = without(tree, &content, verb, child);
        // "A ferry sank, officials said": a parse may hang the ferry on the cue, too.
        let first = tree.with(verb, &[Deprel::Nsubj]).find(|&one| one < child);
        if let Some(first) = first.filter(|_| tree.one(child, &[Deprel::Nsubj, Deprel::NsubjPass]).is_none())
            && tree.with(verb, &[Deprel::Nsubj]).any(|one| child < one && one < verb)
            && let Some(piece) = content.first_mut()
            && tree.reach(first).1 + 1 == piece.0
        {
            piece.0 = tree.reach(first).0;
        }
        // "said the road was closed and that it would stay so": the second clause hangs on the cue.
        let second = tree.with(verb, &[Deprel::Conj]).filter(|&other| {
            tree.with(other, &[Deprel::Mark]).any(|mark| tree.lower(mark) == "that" && tree.reach(other).0 + 1 >= mark)
        });
        content.extend(second.flat_map(|other| content_of(tree, other, &[])));
        // "Polls show Lee leading": who leads may hang on the cue.
        let object = tree.with(verb, &[Deprel::Obj, Deprel::Iobj]).find(|&object| object > verb);
        if let Some(object) = object.filter(|_| !how.addressee)
            && let Some(piece) = content.first_mut()
            && tree.reach(object).1 < piece.0
            && (tree.reach(object).1 + 1..piece.0).all(|at| tree.upos(at) == Upos::Punct && tree.lower(at) != ",")
        {
            piece.0 = tree.reach(object).0;
        }
    } else if let Some(child) = told(tree, verb).filter(|_| how.that && how.addressee) {
        content = content_of(tree, child, &afterthoughts(scene, verb, child));
    } else if let Some(child) = asked(tree, verb).filter(|_| how.that) {
        content = content_of(tree, child, &[]);
    } else if tree.deprel(verb) == Deprel::Parataxis && how.quote {
        // "The bridge is closed, police said": the clause hangs above.
        let root = tree.head(verb)?;
        let (left, _) = tree.reach(verb);
        let apart = left > 0 && matches!(tree.doc.form(left - 1), "," | "”" | "\"" | "—" | "–" | "-")
            || matches!(tree.doc.form(left), "," | "—");
        if apart && speaker_of(scene, verb).iter().any(|&(draft, _)| can_speak(scene, draft)) {
            content = content_of(tree, root, &[verb]);
        } else if tree.one(verb, &[Deprel::Nsubj]).is_none()
            && let Some(comma) = speaker_between(scene, verb)
        {
            // "The museum, Ann Lee said, would open": the parse hangs the speaker elsewhere.
            content = outside(&content_of(tree, root, &[verb]), comma, verb + 1);
        }
    }
    if content.is_empty() && how.that {
        content = as_told(scene, verb);
    }
    if content.is_empty() && how.that {
        content = behind(scene, verb, how.addressee);
    }
    if content.is_empty() && how.quote && how.that {
        content = before_tail(scene, verb);
    }
    // A dateline is stated by nobody.
    let names = |&(first, end): &(usize, usize)| {
        end - first <= 3 && (first..end).all(|at| matches!(tree.upos(at), Upos::Propn | Upos::Punct))
    };
    if content.iter().all(names) {
        return None;
    }
    // "…, according to the police" names another source of the same.
    let source = |&(first, end): &(usize, usize)| {
        (first..end).find(|&at| {
            tree.lower(at) == "according" && at > 0 && matches!(tree.doc.form(at - 1), "," | "”" | "\"" | "—")
        })
    };
    if let Some(at) = content.last().and_then(source).filter(|&at| content.first().is_some_and(|one| one.0 < at))
        && let Some((first, _)) = content.pop()
    {
        content.extend(trim(tree, (first, at)));
    }
    // A quotation that runs on beyond the clause is taken whole.
    content = widen(tree, quotes, &content, verb);
    closed(tree, quotes, &mut content, verb);
    let quoted = quoted_as(tree, verb);
    let named = around.map(|(speaker, _)| speaker).or(quoted.map(|(quoted, _)| quoted));
    let speakers = named.map_or_else(|| speaker_of(scene, verb), |speaker| scene.fillers(speaker));
    let mut parties: Parties = speakers.into_iter().map(|(draft, span)| (Relation::Speaker, draft, span)).collect();
    if let Some((_, medium)) = quoted {
        parties.extend(scene.fillers(medium).into_iter().map(|(draft, span)| (Relation::Via, draft, span)));
    }
    if parties.is_empty()
        && !clause::is_passive(tree, verb)
        && tree.one(verb, &[Deprel::Nsubj]).is_none()
        && inside(quotes, verb).is_none()
        && tree.deprel(verb) != Deprel::Conj
    {
        let near = nearest_speaker(scene, verb);
        parties.extend(near.map(|(draft, span)| (Relation::Speaker, draft, span)));
    }
    content.extend(result(scene, verb, &content, &parties));
    // Nobody says it: a statement only where the passive leaves its speaker open, "it is said that".
    // "She said": who that is may be unknown; a quotation looks for whoever stands near.
    let quotation = quotation_of(quotes, &content);
    let open = clause::is_passive(tree, verb) || quotation == Quotation::Indirect && clause::by_somebody(tree, verb);
    if parties.is_empty() && (how.stance == Stance::Believe || asks || !open) {
        return None;
    }
    // What somebody must, may or should say is not said.
    let ought = tree
        .with(verb, &[Deprel::Aux])
        .any(|aux| matches!(tree.lemma(aux), "must" | "should" | "may" | "might" | "could"));
    if ought {
        return None;
    }
    let spoken: Vec<usize> = parties.iter().map(|&(_, draft, _)| draft).collect();
    for listener in tree.with(verb, &[Deprel::Iobj, Deprel::Obj]) {
        // "…, said Ann Lee" may have its speaker as object.
        if scene.cast.at(listener).is_some_and(|draft| spoken.contains(&draft)) {
            continue;
        }
        if how.addressee || tree.deprel(listener) == Deprel::Iobj {
            for (draft, span) in scene.fillers(listener) {
                parties.push((listener_role(scene, draft), draft, span));
            }
        }
    }
    if how.addressee && clause::is_passive(tree, verb) {
        for listener in clause::subject(tree, verb).tokens {
            for (draft, span) in scene.fillers(listener) {
                parties.push((Relation::Addressee, draft, span));
            }
        }
    }
    for to in tree.with(verb, &[Deprel::Obl]).filter(|&to| tree.case(to).as_deref() == Some("to")) {
        for (draft, span) in scene.fillers(to) {
            parties.push((listener_role(scene, draft), draft, span));
        }
    }
    let open = content.first().is_some_and(|&(first, _)| {
        matches!(tree.lower(first), "when" | "where" | "why" | "how" | "whether" | "if" | "what" | "who" | "which")
    });
    // Not to say when is no denial.
    if negated && matches!(how.stance, Stance::Neutral | Stance::Claim) && !open {
        stance = Stance::Deny;
    }
    if negated && matches!(how.stance, Stance::Believe) {
        return None;
    }
    let hedged = tree.with(verb, &[Deprel::Aux]).any(|aux| scene.lexicon.modal(tree.lemma(aux)).is_some());
    let confidence = if parties.is_empty() || hedged { 60 } else { 85 };
    Some(Said { content, cue, cue_lemma: Some(cue_lemma), quotation, stance, parties, felt: false, confidence })
}

/// "quoted him as saying …": who is quoted, and who quotes.
fn quoted_as(tree: &Tree<'_>, verb: usize) -> Option<(usize, usize)> {
    let quotes = tree.head(verb).filter(|&head| matches!(tree.lemma(head), "quote" | "cite"))?;
    let saying = tree.token(verb).xpos == Xpos::Vbg
        && tree.one(verb, &[Deprel::Mark, Deprel::Case]).is_some_and(|mark| tree.lower(mark) == "as");
    let quoted = tree.one(quotes, &[Deprel::Obj, Deprel::Iobj])?;
    saying.then_some((quoted, tree.one(quotes, &[Deprel::Nsubj])?))
}

/// The cue at a verb: its lemma, with particle or adjective where the list has them so ("point out", "make clear").
pub(super) fn cue_of(scene: &Scene<'_>, verb: usize) -> Option<(String, Vec<usize>, super::lexicon::SayVerb)> {
    let tree = scene.tree;
    let lemma = tree.lemma(verb);
    for &child in tree.children(verb) {
        let near = matches!(tree.deprel(child), Deprel::CompoundPrt | Deprel::Xcomp | Deprel::Advmod | Deprel::Obj)
            && child > verb
            && child - verb <= 3;
        if near {
            let both = format!("{lemma} {}", tree.lower(child));
            if let Some(how) = scene.lexicon.say_verb(&both) {
                return Some((both, vec![verb, child], how));
            }
        }
    }
    scene.lexicon.say_verb(lemma).map(|how| (lemma.to_owned(), vec![verb], how))
}

/// "X's claim that …", "the warning that …".
fn by_noun(scene: &Scene<'_>, quotes: &[Quoted], noun: usize) -> Option<Said> {
    let tree = scene.tree;
    let mut stance = scene.lexicon.say_noun(tree.lemma(noun))?;
    let mut cue = noun;
    let child = tree
        .with(noun, &[Deprel::Acl, Deprel::Ccomp])
        .find(|&child| tree.with(child, &[Deprel::Mark]).any(|mark| tree.lower(mark) == "that"))?;
    let content = content_of(tree, child, &[]);
    if content.is_empty() {
        return None;
    }
    let by = tree.with(noun, &[Deprel::NmodPoss]).next().or_else(|| {
        tree.with(noun, &[Deprel::Nmod]).find(|&by| matches!(tree.case(by).as_deref(), Some("by" | "from" | "of")))
    });
    let mut parties: Parties = by
        .map(|by| scene.fillers(by))
        .unwrap_or_default()
        .into_iter()
        .map(|(draft, span)| (Relation::Speaker, draft, span))
        .collect();
    if parties.is_empty() {
        // "the agency issued a warning that …".
        let verb = tree.head(noun).filter(|&verb| tree.deprel(noun) == Deprel::Obj && tree.upos(verb) == Upos::Verb)?;
        parties = speaker_of(scene, verb).into_iter().map(|(draft, span)| (Relation::Speaker, draft, span)).collect();
        // "rejected claims that it had paid": who rejects them says the opposite.
        if scene.lexicon.say_verb(tree.lemma(verb)).is_some_and(|how| how.stance == Stance::Deny) {
            (stance, cue) = (Stance::Deny, verb);
        }
    }
    if parties.is_empty() {
        return None;
    }
    let quotation = quotation_of(quotes, &content);
    Some(Said {
        content,
        cue: vec![cue],
        cue_lemma: Some(tree.lemma(cue).to_owned()),
        quotation,
        stance,
        parties,
        felt: false,
        confidence: 75,
    })
}

/// "according to X", "in the words of X": the rest of the clause is stated by X.
fn according_to(scene: &Scene<'_>, quotes: &[Quoted], at: usize) -> Option<Said> {
    let tree = scene.tree;
    let next = |step: usize| if at + step < tree.len() { tree.lower(at + step) } else { Default::default() };
    let (cue, lemma, after) = match tree.lower(at) {
        "according" if next(1) == "to" => (vec![at, at + 1], "according to", at + 2),
        "words" if next(1) == "of" && at > 0 && tree.lower(at - 1) == "the" => {
            (vec![at, at + 1], "in the words of", at + 2)
        }
        _ => return None,
    };
    let sentence = tree.doc.sentences[tree.sentence(at)];
    // The source is the noun the preposition belongs to, else the next phrase.
    let noun =
        tree.head(at).filter(|&head| head > at && matches!(tree.upos(head), Upos::Noun | Upos::Propn | Upos::Pron));
    let source = noun
        .filter(|&noun| scene.cast.at(noun).is_some())
        .or_else(|| (after..(after + 8).min(sentence.end)).find(|&word| scene.cast.at(word).is_some()))?;
    let speakers = scene.fillers(source);
    if speakers.is_empty() {
        return None;
    }
    let (_, source_right) = tree.reach(source);
    // Where the phrase ends: at the next comma, or with the source's own words.
    let mut end = scene.cast.at(source).map_or(source + 1, |draft| scene.cast.drafts[draft].end.max(source + 1));
    while end < sentence.end && end <= source_right && !matches!(tree.lower(end), "," | "." | ":" | ";" | "\"" | "“")
    {
        end += 1;
    }
    let start = if lemma == "according to" { at } else { at.saturating_sub(2).max(sentence.first) };
    let before = trim(tree, (sentence.first, start));
    let behind = trim(tree, (end, sentence.end));
    let mut content: Vec<(usize, usize)> = Vec::new();
    let opens =
        (sentence.first..start).all(|at| !matches!(tree.upos(at), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Verb));
    if opens {
        content.extend(behind);
    } else {
        content.extend(before);
        content.extend(behind.filter(|_| tree.lower(end.min(tree.len() - 1)) == ","));
    }
    // Beside a quotation, the quotation is what is stated.
    let quoted: Vec<(usize, usize)> = quotes
        .iter()
        .filter(|quoted| quoted.len() > 3 && tree.sentence(quoted.first) == tree.sentence(at))
        .filter_map(|quoted| trim(tree, (quoted.first, quoted.end)))
        .collect();
    if !quoted.is_empty() {
        content = quoted;
    }
    // A participle behind goes on about the speaker, not the stated: "according to X, saying …" is told apart by its own verb.
    if let Some(first) = content.first_mut() {
        let saying = (first.0..first.1).find(|&word| {
            tree.token(word).xpos == Xpos::Vbg
                && tree.deprel(word) == Deprel::Advcl
                && word > 0
                && tree.lower(word - 1) == ","
                && scene.lexicon.say_verb(tree.lemma(word)).is_some()
        });
        if let Some(saying) = saying {
            first.1 = saying - 1;
        }
    }
    content.retain(|(first, end)| first < end);
    if content.iter().map(|(first, end)| end - first).sum::<usize>() < 2 {
        return None;
    }
    let parties = speakers.into_iter().map(|(draft, span)| (Relation::Speaker, draft, span)).collect();
    let quotation = quotation_of(quotes, &content);
    Some(Said {
        content,
        cue,
        cue_lemma: Some(lemma.to_owned()),
        quotation,
        stance: Stance::Neutral,
        parties,
        felt: false,
        confidence: 85,
    })
}

/// "…, she said, according to the paper": the paper passes on what she said.
fn through(scene: &Scene<'_>, all: &mut Vec<Said>) {
    let tree = scene.tree;
    let mut gone = Vec::new();
    let mut by_sentence: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (index, said) in all.iter().enumerate() {
        if let Some(&cue) = said.cue.first() {
            by_sentence.entry(tree.sentence(cue)).or_default().push(index);
        }
    }
    for index in 0..all.len() {
        if all[index].cue_lemma.as_deref() != Some("according to") {
            continue;
        }
        let Some(&cue) = all[index].cue.first() else { continue };
        let here = by_sentence.get(&tree.sentence(cue)).into_iter().flatten().copied();
        let inner = here.into_iter().find(|&other| {
            let said = &all[other];
            let main = said.cue.first().is_some_and(|&verb| {
                matches!(tree.deprel(verb), Deprel::Root | Deprel::Parataxis)
                    || tree.is_under(cue, verb) && tree.head(verb).is_none()
            });
            other != index
                && main
                && !said.felt
                && said.cue_lemma.as_deref().is_some_and(|lemma| lemma != "according to")
                && said.parties.iter().any(|(relation, _, _)| *relation == Relation::Speaker)
        });
        if let Some(inner) = inner {
            let via: Vec<_> = all[index].parties.iter().map(|&(_, draft, span)| (Relation::Via, draft, span)).collect();
            all[inner].parties.extend(via);
            gone.push(index);
        }
    }
    for index in gone.into_iter().rev() {
        all.remove(index);
    }
}

/// What A says that B said reaches us through A.
fn nested(scene: &Scene<'_>, all: &mut [Said]) {
    let size = |said: &Said| said.content.iter().map(|(first, end)| end - first).sum::<usize>();
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|&at| all[at].content.first().map_or(0, |piece| piece.0));
    for (at, &inner) in order.iter().enumerate() {
        let Some(&cue) = all[inner].cue.first() else { continue };
        // The innermost statement that holds the cue of this one stands close before it.
        let before = order[..at].iter().rev().take(12).chain(order[at + 1..].iter().take(2)).copied();
        let outer = before
            .filter(|&other| all[other].content.iter().any(|&(first, end)| first <= cue && cue < end))
            .min_by_key(|&other| size(&all[other]));
        let Some(outer) = outer else { continue };
        let through: Parties = all[outer]
            .parties
            .iter()
            .filter(|party| party.0 == Relation::Speaker)
            .map(|&(_, draft, span)| (Relation::Via, draft, span))
            .collect();
        for party in through {
            let own = all[inner]
                .parties
                .iter()
                .any(|known| known.0 == Relation::Speaker && scene.groups.same(known.1, party.1));
            if !own {
                all[inner].parties.push(party);
            }
        }
    }
}

/// The text spans of token ranges.
pub(super) fn spans(tree: &Tree<'_>, content: &[(usize, usize)]) -> Vec<Span> {
    content.iter().map(|&(first, end)| tree.doc.span(first, end)).collect()
}

/// The text spans of single tokens, neighbours joined.
pub(super) fn cue_spans(tree: &Tree<'_>, cue: &[usize]) -> Vec<Span> {
    let mut cue = cue.to_vec();
    cue.sort_unstable();
    runs_of(tree, &cue)
}
