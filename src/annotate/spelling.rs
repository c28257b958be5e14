//! How English spells endings: which words an inflected form may come from.
//!
//! The rules are those of school grammars: a silent e falls before -ed, -ing,
//! -er and -est, a final consonant doubles after a short stressed vowel, y
//! becomes i; hissing sounds take -es.

/// What kind of ending a form has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// -ed.
    Past,
    /// -ing.
    Ing,
    /// -s of verbs and nouns.
    S,
    /// -er and -est.
    Degree,
}

/// Whether this is a letter for a vowel; y is one after another letter.
fn is_vowel(letters: &[u8], at: usize) -> bool {
    match letters[at] {
        b'a' | b'e' | b'i' | b'o' => true,
        // "Quote", "guide".
        b'u' => at == 0 || letters[at - 1] != b'q' && (letters[at - 1] != b'g' || letters.get(at + 1) != Some(&b'i')),
        b'y' => at > 0 && !is_vowel(letters, at - 1),
        _ => false,
    }
}

/// How many runs of vowels there are: about the number of syllables.
fn syllables(letters: &[u8]) -> usize {
    (0..letters.len()).filter(|&at| is_vowel(letters, at) && (at == 0 || !is_vowel(letters, at - 1))).count()
}

/// Whether a stem more likely lost a silent e than not.
fn lost_e(stem: &str) -> bool {
    let letters = stem.as_bytes();
    let &[.., before, last] = letters else { return false };
    let at = letters.len() - 2;
    let vowel = is_vowel(letters, at);
    let two_vowels = vowel && at > 0 && is_vowel(letters, at - 1);
    let one_syllable = syllables(letters) == 1;
    match (before, last) {
        (_, b'e' | b'c' | b'v' | b'z') => true,
        (_, b'o' | b'i' | b'y' | b'w' | b'x' | b'h') => false,
        (_, b'u') => !vowel || before == b'e' || before == b'u',
        // "Evaluated" and "associated" have two vowels in a row, which "treated" and "floated" do not part.
        (b'a', b't') => !two_vowels || matches!(letters[at - 1], b'i' | b'u'),
        // "Biased".
        (_, b's') => before != b's' && !(two_vowels && before == b'a' && letters[at - 1] == b'i'),
        (b'n', b'g') => at > 0 && matches!(letters[at - 1], b'a' | b'e' | b'u'),
        (_, b'g') => true,
        (b'r' | b'w' | b'l', b'l') => false,
        (b'i', b'r') => !two_vowels || letters[at - 1] == b'u',
        (b'a', b'd') if two_vowels => letters[at - 1] == b'u',
        _ if two_vowels => false,
        // One short vowel and one consonant in one syllable would double: "hoped" but "hopped".
        _ if vowel && one_syllable => true,
        (b'a' | b'e', b'l') | (b'e' | b'o', b'r') | (b'e' | b'i', b't') => false,
        (b'e' | b'o' | b'a', b'n') | (b'e' | b'o', b'm') | (b'e' | b'o' | b'i', b'p') => false,
        (_, b'l') => true,
        (b'b' | b'c' | b't' | b'd', b'r') => true,
        _ => vowel,
    }
}

/// Words a stem may come from, the likeliest first.
fn from_stem(stem: &str, ending: Ending) -> Vec<String> {
    let with_e = format!("{stem}e");
    let plain = stem.to_owned();
    let letters = stem.as_bytes();
    let Some(cut) = stem.get(..stem.len().saturating_sub(1)) else { return vec![plain] };
    match *letters {
        [.., b'i'] if ending != Ending::Ing => {
            if cut.len() < 2 {
                vec![with_e, format!("{cut}y"), plain]
            } else {
                vec![format!("{cut}y"), with_e, plain]
            }
        }
        // "Seeing", "being".
        [.., b'e'] if ending == Ending::Ing => vec![plain, with_e],
        // "Dying", "lying".
        [_, b'y'] if ending == Ending::Ing => vec![format!("{cut}ie"), plain, with_e],
        [.., one, other] if one == other && !is_vowel(letters, letters.len() - 1) => {
            // These stay double in "calling", "passing", "buzzing", "stuffing".
            let stays = match one {
                b'l' => !stem.ends_with("ell") || syllables(letters) == 1,
                _ => matches!(one, b's' | b'z' | b'f'),
            };
            if stays { vec![plain, cut.to_owned(), with_e] } else { vec![cut.to_owned(), plain, with_e] }
        }
        // "Panicking".
        [.., b'c', b'k'] => vec![plain, cut.to_owned()],
        _ if lost_e(stem) => vec![with_e, plain],
        _ => vec![plain, with_e],
    }
}

/// Words from which `form`, in lower case, may come by this ending: at most
/// three, the likeliest spelling first, none when it does not have the ending.
///
/// ```
/// use newsloom::annotate::spelling::{Ending, bases};
///
/// assert_eq!(bases("bribed", Ending::Past)[0], "bribe");
/// assert_eq!(bases("planning", Ending::Ing)[0], "plan");
/// assert_eq!(bases("parties", Ending::S), ["party", "partie"]);
/// assert!(bases("sing", Ending::Ing).is_empty());
/// ```
pub fn bases(form: &str, ending: Ending) -> Vec<String> {
    let letters = |text: &str| text.bytes().all(|letter| letter.is_ascii_lowercase());
    let stem = match ending {
        Ending::Past => form.strip_suffix("ed"),
        Ending::Ing => form.strip_suffix("ing"),
        // "The 1980's": many write plurals of figures and letters so.
        Ending::S => match form.strip_suffix("'s").or_else(|| form.strip_suffix("’s")) {
            Some(stem) if !stem.is_empty() => return vec![stem.to_owned()],
            _ => form.strip_suffix('s'),
        },
        Ending::Degree => form.strip_suffix("er").or_else(|| form.strip_suffix("est")),
    };
    let Some(stem) = stem.filter(|stem| letters(stem) && stem.len() > 1 && syllables(stem.as_bytes()) > 0) else {
        return Vec::new();
    };
    if ending != Ending::S {
        return from_stem(stem, ending);
    }
    if let Some(cut) = stem.strip_suffix("ie") {
        let (y, ie) = (format!("{cut}y"), stem.to_owned());
        return if cut.len() < 2 { vec![ie, y] } else { vec![y, ie] };
    }
    if let Some(cut) = stem.strip_suffix('e') {
        let hisses = ["ss", "x", "sh", "ch", "zz", "o"].iter().any(|end| cut.ends_with(end));
        if hisses {
            return vec![cut.to_owned(), stem.to_owned()];
        }
        if cut.ends_with(['s', 'z']) {
            return vec![stem.to_owned(), cut.to_owned()];
        }
    }
    // "Crisis", "virus" and "loss" have no ending.
    if stem.ends_with(['s', 'u', 'i']) { Vec::new() } else { vec![stem.to_owned()] }
}
