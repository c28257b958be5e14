//! A file that is written in large pieces. Values go straight into the piece that comes next, numbers too.

use std::io;
use std::io::Write;

/// As much is written at once.
const PIECE: usize = 1 << 16;

/// A file and what is still to be written to it.
pub(super) struct Buffer<'w> {
    pub(super) bytes: Vec<u8>,
    file: Box<dyn Write + 'w>,
}

impl<'w> Buffer<'w> {
    /// For a file that nothing is written to yet.
    pub(super) fn new(file: Box<dyn Write + 'w>) -> Self {
        Self { bytes: Vec::with_capacity(2 * PIECE), file }
    }

    /// Writes what there is if that is enough. To be called after every row.
    pub(super) fn spill(&mut self) -> io::Result<()> {
        if self.bytes.len() >= PIECE { self.write() } else { Ok(()) }
    }

    /// Writes what is left.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.write()?;
        self.file.flush()
    }

    fn write(&mut self) -> io::Result<()> {
        self.file.write_all(&self.bytes)?;
        self.bytes.clear();
        // One long text shall not be paid for to the end.
        self.bytes.shrink_to(2 * PIECE);
        Ok(())
    }
}

/// Appends texts.
pub(super) fn put<const N: usize>(out: &mut Vec<u8>, parts: [&str; N]) {
    for part in parts {
        out.extend_from_slice(part.as_bytes());
    }
}

/// How many bytes at the beginning are surely plain, looked at sixteen at a time.
#[inline]
pub(super) fn plain(bytes: &[u8], is_plain: impl Fn(u8) -> bool) -> usize {
    let chunks = bytes.chunks_exact(16);
    16 * chunks.take_while(|chunk| chunk.iter().fold(true, |all, byte| all & is_plain(*byte))).count()
}

/// Appends a whole number.
pub(super) fn count(number: usize, out: &mut Vec<u8>) {
    let mut digits = [0; 20];
    let (mut at, mut left) = (digits.len(), number);
    loop {
        at -= 1;
        digits[at] = b'0' + (left % 10) as u8;
        left /= 10;
        if left == 0 {
            out.extend_from_slice(&digits[at..]);
            return;
        }
    }
}

/// Appends a finite number with a point or an exponent: the shortest that is read back as the same.
#[allow(clippy::float_cmp, reason = "what is read back must be the same")]
pub(super) fn float(number: f64, out: &mut Vec<u8>) {
    // As `number` is hundredths, so is what is read from them.
    let hundredths = (number * 100.0).round();
    let (whole, rest) = ((hundredths / 100.0).trunc(), hundredths % 100.0);
    if (0.0..1e12).contains(&hundredths) && hundredths / 100.0 == number && number.is_sign_positive() {
        count(whole as usize, out);
        out.push(b'.');
        let rest = rest as u8;
        out.push(b'0' + rest / 10);
        if !rest.is_multiple_of(10) {
            out.push(b'0' + rest % 10);
        }
    } else {
        // Writing to memory cannot fail.
        let _ = write!(out, "{number:?}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_rust_writes_them() {
        for number in [0, 1, 9, 10, 99, 100, 4_294_967_296, usize::MAX] {
            let mut out = Vec::new();
            count(number, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), number.to_string());
        }
        let hundredths = (0..=200).map(|number| f64::from(number) / 100.0);
        for number in hundredths.chain([3e9, 1e12, 1e300, 1e-7, 0.1 + 0.2, 0.125, -0.0, -2.5, 1e9 + 0.01, f64::MAX]) {
            let mut out = Vec::new();
            float(number, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), format!("{number:?}"));
        }
    }
}
