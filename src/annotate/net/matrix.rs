//! Products of matrices of 32-bit floats, the same bits on every machine: each sum is made in one order, by fused
//! multiply-add, whatever the width of the registers.

use pulp::Arch;
use pulp::Simd;
use pulp::WithSimd;

/// Columns that are kept together; every width is a multiple of it.
pub const PANEL: usize = 32;

/// Rows that are worked on together.
const BLOCK: usize = 6;

/// The next multiple of [`PANEL`].
pub const fn padded(columns: usize) -> usize {
    columns.div_ceil(PANEL) * PANEL
}

/// Rows of equal width, one after the other.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matrix {
    /// Numbers per row.
    pub width: usize,
    /// Row after row.
    pub data: Vec<f32>,
}

impl Matrix {
    /// Zeros.
    pub fn new(rows: usize, width: usize) -> Self {
        Self { width, data: vec![0.0; rows * width] }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.data.len().checked_div(self.width).unwrap_or(0)
    }

    /// One row.
    pub fn row(&self, index: usize) -> &[f32] {
        &self.data[index * self.width..(index + 1) * self.width]
    }

    /// One row, to be written.
    pub fn row_mut(&mut self, index: usize) -> &mut [f32] {
        &mut self.data[index * self.width..(index + 1) * self.width]
    }

    /// Becomes `rows` rows of `width` zeros, reusing memory.
    pub fn reset(&mut self, rows: usize, width: usize) {
        self.width = width;
        self.data.clear();
        self.data.resize(rows * width, 0.0);
    }

    /// Becomes `rows` copies of `row`, reusing memory.
    pub fn repeat(&mut self, rows: usize, row: &[f32]) {
        self.width = row.len();
        self.data.clear();
        for _ in 0..rows {
            self.data.extend_from_slice(row);
        }
    }
}

/// A matrix laid out to be multiplied by: panels of [`PANEL`] columns, each row after row; missing columns are zero.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Packed {
    /// Rows: length of what is multiplied.
    pub inner: usize,
    /// Columns, padded: width of the product.
    pub outer: usize,
    panels: Vec<f32>,
}

impl Packed {
    /// Lays out the rows of `data`, each of `columns` numbers.
    pub fn new(data: &[f32], columns: usize) -> Self {
        let inner = data.len() / columns.max(1);
        let mut out = Self::zeros(inner, columns);
        for (row, values) in data.chunks_exact(columns.max(1)).enumerate() {
            for (panel, part) in values.chunks(PANEL).enumerate() {
                let at = (panel * inner + row) * PANEL;
                out.panels[at..at + part.len()].copy_from_slice(part);
            }
        }
        out
    }

    /// Lays out the columns of `data`, each row of which has `columns` numbers: its transpose.
    pub fn transposed(data: &[f32], columns: usize) -> Self {
        let rows = data.len() / columns.max(1);
        let mut out = Self::zeros(columns, rows);
        for (row, values) in data.chunks_exact(columns.max(1)).enumerate() {
            let (panel, place) = (row / PANEL, row % PANEL);
            for (column, value) in values.iter().enumerate() {
                out.panels[(panel * columns + column) * PANEL + place] = *value;
            }
        }
        out
    }

    fn zeros(inner: usize, columns: usize) -> Self {
        let outer = padded(columns);
        Self { inner, outer, panels: vec![0.0; inner * outer] }
    }

    /// Adds the product of `rows` (each of [`Packed::inner`] numbers) and this to `out` (rows of [`Packed::outer`]).
    ///
    /// # Cost
    ///
    /// O(rows · inner · outer).
    pub fn multiply(&self, rows: &[f32], out: &mut [f32]) {
        if self.inner > 0 && self.outer > 0 {
            Arch::new().dispatch(Product { rows, weights: self, out });
        }
    }
}

struct Product<'a> {
    rows: &'a [f32],
    weights: &'a Packed,
    out: &'a mut [f32],
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Packed { inner, outer, panels } = self.weights;
        let mut turned = vec![0.0; BLOCK * inner];
        let blocks = self.rows.chunks(BLOCK * inner).zip(self.out.chunks_mut(BLOCK * outer));
        for (rows, out) in blocks {
            match rows.len() / inner {
                6 => block::<S, 6>(simd, rows, *inner, panels, out, *outer, &mut turned),
                5 => block::<S, 5>(simd, rows, *inner, panels, out, *outer, &mut turned),
                4 => block::<S, 4>(simd, rows, *inner, panels, out, *outer, &mut turned),
                3 => block::<S, 3>(simd, rows, *inner, panels, out, *outer, &mut turned),
                2 => block::<S, 2>(simd, rows, *inner, panels, out, *outer, &mut turned),
                _ => block::<S, 1>(simd, rows, *inner, panels, out, *outer, &mut turned),
            }
        }
    }
}

/// The product for `R` rows. `turned` is room for their transpose.
#[inline(always)]
fn block<S: Simd, const R: usize>(
    simd: S,
    rows: &[f32],
    inner: usize,
    panels: &[f32],
    out: &mut [f32],
    outer: usize,
    turned: &mut [f32],
) {
    for (row, values) in rows.chunks_exact(inner).take(R).enumerate() {
        for (column, value) in turned.chunks_exact_mut(R).zip(values) {
            column[row] = *value;
        }
    }
    let per = PANEL / S::F32_LANES;
    for (number, panel) in panels.chunks_exact(inner * PANEL).enumerate() {
        let (weights, _) = S::as_simd_f32s(panel);
        for half in (0..per).step_by(2) {
            let mut sums = [[simd.splat_f32s(0.0); 2]; R];
            for (row, sum) in sums.iter_mut().enumerate() {
                let (there, _) = S::as_simd_f32s(&out[row * outer + number * PANEL..][..PANEL]);
                *sum = [there[half], there[half + 1]];
            }
            for (column, weights) in turned.chunks_exact(R).zip(weights.chunks_exact(per)) {
                let (left, right) = (weights[half], weights[half + 1]);
                for row in 0..R {
                    let value = simd.splat_f32s(column[row]);
                    sums[row][0] = simd.mul_add_f32s(value, left, sums[row][0]);
                    sums[row][1] = simd.mul_add_f32s(value, right, sums[row][1]);
                }
            }
            for (row, sum) in sums.iter().enumerate() {
                let (there, _) = S::as_mut_simd_f32s(&mut out[row * outer + number * PANEL..][..PANEL]);
                [there[half], there[half + 1]] = *sum;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Packed;
    use super::padded;

    #[test]
    fn products_are_sums_in_order_whatever_the_number_of_rows() {
        let number = |at: usize| ((at * 37 % 101) as f32 - 50.0) / 17.0;
        for (rows, inner, columns) in [(1, 1, 1), (3, 5, 33), (6, 7, 32), (7, 112, 64), (13, 40, 95), (14, 3, 100)] {
            let a: Vec<f32> = (0..rows * inner).map(number).collect();
            let b: Vec<f32> = (0..inner * columns).map(|at| number(at * 7 + 3)).collect();
            let packed = Packed::new(&b, columns);
            let mut out = vec![0.5; rows * packed.outer];
            packed.multiply(&a, &mut out);
            let mut other: Vec<f32> = vec![0.0; b.len()];
            for at in 0..b.len() {
                other[at % columns * inner + at / columns] = b[at];
            }
            assert_eq!(Packed::transposed(&other, inner), packed);
            for row in 0..rows {
                for column in 0..columns {
                    let sum =
                        (0..inner).fold(0.5f32, |sum, at| a[row * inner + at].mul_add(b[at * columns + column], sum));
                    assert_eq!(out[row * padded(columns) + column].to_bits(), sum.to_bits());
                }
            }
        }
    }
}
