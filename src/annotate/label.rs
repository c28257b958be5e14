//! The closed label sets: parts of speech, Penn tags, dependency relations, kinds of names.

/// Declares an enum whose variants have a fixed text.
macro_rules! labels {
    ($(#[$doc:meta])* $name:ident = $default:ident: $($variant:ident $text:literal)*) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the text of each variant is its documentation")]
        pub enum $name { $($variant,)* }

        impl $name {
            /// Every label, in declaration order: `ALL[label as usize] == label`.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its text in CoNLL-U.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// The label of a text.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)* _ => None }
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::$default
            }
        }
    };
}

labels! {
    /// Universal part of speech, <https://universaldependencies.org/u/pos/>.
    Upos = X:
    Adj "ADJ"
    Adp "ADP"
    Adv "ADV"
    Aux "AUX"
    Cconj "CCONJ"
    Det "DET"
    Intj "INTJ"
    Noun "NOUN"
    Num "NUM"
    Part "PART"
    Pron "PRON"
    Propn "PROPN"
    Punct "PUNCT"
    Sconj "SCONJ"
    Sym "SYM"
    Verb "VERB"
    X "X"
}

labels! {
    /// Penn Treebank tag as the English UD treebanks use it.
    Xpos = Fw:
    Nn "NN"
    In "IN"
    Dt "DT"
    Nnp "NNP"
    Jj "JJ"
    Prp "PRP"
    Stop "."
    Rb "RB"
    Nns "NNS"
    Comma ","
    Vb "VB"
    Cc "CC"
    Vbd "VBD"
    Vbp "VBP"
    Vbz "VBZ"
    Cd "CD"
    Vbn "VBN"
    Vbg "VBG"
    To "TO"
    Md "MD"
    PrpS "PRP$"
    Rrb "-RRB-"
    Lrb "-LRB-"
    Colon ":"
    Wdt "WDT"
    Wrb "WRB"
    OpenQuote "``"
    CloseQuote "''"
    Hyph "HYPH"
    Pos "POS"
    Wp "WP"
    Nnps "NNPS"
    Rp "RP"
    Uh "UH"
    Jjr "JJR"
    Jjs "JJS"
    Ex "EX"
    Rbr "RBR"
    Nfp "NFP"
    Sym "SYM"
    Add "ADD"
    Fw "FW"
    Gw "GW"
    Dollar "$"
    Pdt "PDT"
    Rbs "RBS"
    Ls "LS"
    Afx "AFX"
    WpS "WP$"
}

labels! {
    /// Dependency relation with its English subtypes, <https://universaldependencies.org/en/dep/>.
    Deprel = Dep:
    Root "root"
    Nsubj "nsubj"
    NsubjPass "nsubj:pass"
    NsubjOuter "nsubj:outer"
    Obj "obj"
    Iobj "iobj"
    Obl "obl"
    OblAgent "obl:agent"
    OblUnmarked "obl:unmarked"
    Nmod "nmod"
    NmodPoss "nmod:poss"
    NmodUnmarked "nmod:unmarked"
    NmodDesc "nmod:desc"
    Amod "amod"
    Advmod "advmod"
    Advcl "advcl"
    AdvclRelcl "advcl:relcl"
    Acl "acl"
    AclRelcl "acl:relcl"
    Appos "appos"
    Aux "aux"
    AuxPass "aux:pass"
    Case "case"
    Cc "cc"
    CcPreconj "cc:preconj"
    Ccomp "ccomp"
    Compound "compound"
    CompoundPrt "compound:prt"
    Conj "conj"
    Cop "cop"
    Csubj "csubj"
    CsubjPass "csubj:pass"
    CsubjOuter "csubj:outer"
    Dep "dep"
    Det "det"
    DetPredet "det:predet"
    Discourse "discourse"
    Dislocated "dislocated"
    Expl "expl"
    Fixed "fixed"
    Flat "flat"
    Goeswith "goeswith"
    List "list"
    Mark "mark"
    Nummod "nummod"
    Orphan "orphan"
    Parataxis "parataxis"
    Punct "punct"
    Reparandum "reparandum"
    Vocative "vocative"
    Xcomp "xcomp"
}

labels! {
    /// What a name names.
    NameKind = Org:
    Per "PER"
    Org "ORG"
    Loc "LOC"
}

impl Deprel {
    /// The relation without its subtype: `nsubj` for `nsubj:pass`.
    pub fn base(self) -> &'static str {
        self.as_str().split(':').next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Deprel, Upos, Xpos};

    #[test]
    fn every_label_is_read_back_from_its_text() {
        assert!(Upos::ALL.iter().all(|label| Upos::parse(label.as_str()) == Some(*label)));
        assert!(Xpos::ALL.iter().all(|label| Xpos::parse(label.as_str()) == Some(*label)));
        assert!(Deprel::ALL.iter().all(|label| Deprel::parse(label.as_str()) == Some(*label)));
        assert_eq!(Deprel::NsubjPass.base(), "nsubj");
    }
}
