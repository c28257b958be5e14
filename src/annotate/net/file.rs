//! The numbers of a network as bytes: whole numbers, with a scale per row.

use thiserror::Error;

use crate::annotate::net::input::Bytes;
use crate::annotate::net::matrix::Matrix;

/// Declares the parts of a network in the order of the file.
macro_rules! parts {
    ($($(#[$doc:meta])* $part:ident)*) => {
        /// A matrix of a network.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Part { $($(#[$doc])* $part,)* }

        impl Part {
            /// All, in the order of the file.
            pub const ALL: &[Self] = &[$(Self::$part,)*];
        }
    };
}

parts! {
    /// Own vectors of words, after that of any other word.
    Own
    /// Vectors of beginnings.
    Prefix
    /// Vectors of short endings.
    Ending
    /// Vectors of endings.
    Suffix
    /// Vectors of shapes.
    Shape
    /// Vectors of letters.
    Letters
    /// Filters over letters.
    Filters
    /// Added to the filters.
    FilterBias
    /// From the input to the gates of the first layer.
    Input1
    /// Added to those gates.
    Bias1
    /// From the output of the first layer to its gates, forwards.
    Forward1
    /// The same backwards.
    Backward1
    /// From the first layer to the gates of the second.
    Input2
    /// Added to those gates.
    Bias2
    /// From the output of the second layer to its gates, forwards.
    Forward2
    /// The same backwards.
    Backward2
    /// From the first layer to the labels.
    Tags1
    /// From the second layer to the labels.
    Tags2
    /// Added to the labels.
    TagBias
    /// From the second layer to the ends of arcs and relations.
    Ends
    /// Added to those.
    EndsBias
    /// Scores of arcs.
    Arcs
    /// Scores of heads by themselves.
    ArcBias
    /// The root as a head.
    Root
    /// From the ends to the relations.
    Relations
    /// Added to the relations.
    RelationBias
}

impl Part {
    /// The tables found by hash.
    pub const PIECES: [Self; 4] = [Self::Prefix, Self::Ending, Self::Suffix, Self::Shape];

    /// Whether one byte per number is enough: for vectors of words and their pieces.
    const fn coarse(self) -> bool {
        matches!(self, Self::Own | Self::Prefix | Self::Ending | Self::Suffix | Self::Shape)
    }
}

/// All matrices of a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Tensors(Vec<Matrix>);

/// Why bytes are no network.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
pub enum NetError {
    /// The first bytes are others.
    #[error("the network does not begin with `{}`: train it again with newsloom-train", MAGIC.trim_end())]
    Magic,
    /// The bytes end too early or hold too many.
    #[error("the network is damaged near byte {at}: train it again with newsloom-train")]
    Damaged {
        /// Where.
        at: usize,
    },
}

const MAGIC: &str = "newsloom network 1\n";

impl Tensors {
    /// A matrix per [`Part`], in their order.
    pub fn new(matrices: Vec<Matrix>) -> Option<Self> {
        (matrices.len() == Part::ALL.len()).then_some(Self(matrices))
    }

    /// One of them.
    pub fn matrix(&self, part: Part) -> &Matrix {
        &self.0[part as usize]
    }

    /// One of them, to be changed.
    pub fn matrix_mut(&mut self, part: Part) -> &mut Matrix {
        &mut self.0[part as usize]
    }

    /// As bytes: the magic line, then each matrix: rows and width (`u32`), and for each row a scale (`f32`) and its
    /// numbers divided by it (`i8` or `i16`); little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.as_bytes().to_vec();
        for part in Part::ALL {
            let matrix = self.matrix(*part);
            let limit = if part.coarse() { f32::from(i8::MAX) } else { f32::from(i16::MAX) };
            out.extend_from_slice(&(matrix.rows() as u32).to_le_bytes());
            out.extend_from_slice(&(matrix.width as u32).to_le_bytes());
            for row in matrix.data.chunks_exact(matrix.width.max(1)) {
                let most = row.iter().fold(0.0f32, |most, value| most.max(value.abs()));
                let scale = most / limit;
                out.extend_from_slice(&scale.to_le_bytes());
                for value in row {
                    let whole = if scale > 0.0 { (value / scale).round() } else { 0.0 };
                    if part.coarse() {
                        out.extend_from_slice(&(whole as i8).to_le_bytes());
                    } else {
                        out.extend_from_slice(&(whole as i16).to_le_bytes());
                    }
                }
            }
        }
        out
    }

    /// Reads what [`Tensors::to_bytes`] wrote.
    ///
    /// # Errors
    ///
    /// [`NetError`] when the bytes are something else; never panics.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NetError> {
        let mut source =
            Source { rest: bytes.strip_prefix(MAGIC.as_bytes()).ok_or(NetError::Magic)?, all: bytes.len() };
        let mut matrices = Vec::new();
        for part in Part::ALL {
            let (rows, width) = (source.count()?, source.count()?);
            let mut matrix = Matrix { width, data: Vec::new() };
            for _ in 0..rows {
                let scale = source.float()?;
                if part.coarse() {
                    matrix.data.extend(source.take(width)?.iter().map(|byte| f32::from(byte.cast_signed()) * scale));
                } else {
                    let numbers = source.take(2 * width)?.as_chunks::<2>().0;
                    matrix.data.extend(numbers.iter().map(|pair| f32::from(i16::from_le_bytes(*pair)) * scale));
                }
            }
            matrices.push(matrix);
        }
        match Self::new(matrices) {
            Some(tensors) if source.rest.is_empty() => Ok(tensors),
            _ => Err(source.damaged()),
        }
    }
}

/// Vectors as bytes: rows and width (`u32`), then a scale (`f32`) per row, then all numbers (`i8`).
pub fn vectors_to_bytes(vectors: &Bytes) -> Vec<u8> {
    let mut out = MAGIC.as_bytes().to_vec();
    out.extend_from_slice(&(vectors.scales.len() as u32).to_le_bytes());
    out.extend_from_slice(&(vectors.width as u32).to_le_bytes());
    vectors.scales.iter().for_each(|scale| out.extend_from_slice(&scale.to_le_bytes()));
    out.extend(vectors.values.iter().map(|value| value.cast_unsigned()));
    out
}

/// Reads what [`vectors_to_bytes`] wrote.
///
/// # Errors
///
/// [`NetError`] when the bytes are something else; never panics.
pub fn vectors_from_bytes(bytes: &[u8]) -> Result<Bytes, NetError> {
    let mut source = Source { rest: bytes.strip_prefix(MAGIC.as_bytes()).ok_or(NetError::Magic)?, all: bytes.len() };
    let (rows, width) = (source.count()?, source.count()?);
    let scales = (0..rows).map(|_| source.float()).collect::<Result<_, _>>()?;
    let values = source.take(rows.saturating_mul(width))?.iter().map(|byte| byte.cast_signed()).collect();
    if source.rest.is_empty() { Ok(Bytes { width, scales, values }) } else { Err(source.damaged()) }
}

struct Source<'b> {
    rest: &'b [u8],
    all: usize,
}

impl<'b> Source<'b> {
    const fn damaged(&self) -> NetError {
        NetError::Damaged { at: self.all - self.rest.len() }
    }

    fn take(&mut self, count: usize) -> Result<&'b [u8], NetError> {
        let (head, tail) = self.rest.split_at_checked(count).ok_or_else(|| self.damaged())?;
        self.rest = tail;
        Ok(head)
    }

    fn four(&mut self) -> Result<[u8; 4], NetError> {
        let damaged = self.damaged();
        self.take(4)?.first_chunk().copied().ok_or(damaged)
    }

    fn count(&mut self) -> Result<usize, NetError> {
        Ok(u32::from_le_bytes(self.four()?) as usize)
    }

    fn float(&mut self) -> Result<f32, NetError> {
        Ok(f32::from_le_bytes(self.four()?))
    }
}

#[cfg(test)]
mod tests {
    use super::NetError;
    use super::Part;
    use super::Tensors;
    use super::vectors_from_bytes;
    use super::vectors_to_bytes;
    use crate::annotate::net::input::Bytes;
    use crate::annotate::net::matrix::Matrix;

    #[test]
    fn what_is_written_is_read_back_and_damage_is_seen() {
        let matrices = Part::ALL.iter().enumerate().map(|(at, _)| Matrix {
            width: 2 + at % 3,
            data: (0..(2 + at % 3) * 4).map(|value| value as f32 - 5.0).collect(),
        });
        let tensors = Tensors::new(matrices.collect()).expect("one matrix per part");
        let bytes = tensors.to_bytes();
        let read = Tensors::from_bytes(&bytes).expect("just written");
        assert_eq!(read.to_bytes(), bytes);
        assert_eq!(Tensors::from_bytes(b"no network"), Err(NetError::Magic));
        for end in (19..bytes.len()).step_by(11) {
            assert!(matches!(Tensors::from_bytes(&bytes[..end]), Err(NetError::Damaged { .. })));
        }
        let vectors = Bytes { width: 3, scales: vec![0.5, 2.0], values: vec![1, -2, 3, 4, 5, -6] };
        let bytes = vectors_to_bytes(&vectors);
        assert_eq!(vectors_from_bytes(&bytes), Ok(vectors));
        assert!(vectors_from_bytes(&bytes[..bytes.len() - 1]).is_err());
    }
}
