//! The curves of the network, by arithmetic alone, so that they are the same on every machine.

use pulp::Arch;
use pulp::Simd;
use pulp::WithSimd;

/// Where the fraction below reaches 1.
const END: f32 = 4.97;

/// Hyperbolic tangent by the seventh convergent of Lambert's continued fraction, within 1e-4.
#[inline(always)]
fn tanh<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    let x = simd.min_f32s(simd.max_f32s(x, simd.splat_f32s(-END)), simd.splat_f32s(END));
    let square = simd.mul_f32s(x, x);
    let step = |sum, next: f32| simd.mul_add_f32s(sum, square, simd.splat_f32s(next));
    let over = step(step(step(simd.splat_f32s(1.0), 378.0), 17_325.0), 135_135.0);
    let under = step(step(step(simd.splat_f32s(28.0), 3150.0), 62_370.0), 135_135.0);
    simd.div_f32s(simd.mul_f32s(x, over), under)
}

/// 1 / (1 + e^−x), from [`tanh`].
#[inline(always)]
fn logistic<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    let half = simd.splat_f32s(0.5);
    simd.mul_add_f32s(tanh(simd, simd.mul_f32s(x, half)), half, half)
}

/// One step of several cells of `hidden` units each, a multiple of 16. Per cell, `gates` holds input, forget and output
/// gate and the candidate, before their curves, and after them when done; `cells` holds the former states and becomes the
/// new ones; `out` gets the outputs. Long short-term memory (Hochreiter and Schmidhuber 1997,
/// <https://doi.org/10.1162/neco.1997.9.8.1735>).
pub fn step(gates: &mut [f32], cells: &mut [f32], out: &mut [f32], hidden: usize) {
    Arch::new().dispatch(Step { gates, cells, out, hidden });
}

struct Step<'a> {
    gates: &'a mut [f32],
    cells: &'a mut [f32],
    out: &'a mut [f32],
    hidden: usize,
}

impl WithSimd for Step<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let hidden = self.hidden;
        let states = self.cells.chunks_exact_mut(hidden).zip(self.out.chunks_exact_mut(hidden));
        for (gates, (cell, out)) in self.gates.chunks_exact_mut(4 * hidden).zip(states) {
            let (input, rest) = gates.split_at_mut(hidden);
            let (forget, rest) = rest.split_at_mut(hidden);
            let (output, candidate) = rest.split_at_mut(hidden);
            let (input, _) = S::as_mut_simd_f32s(input);
            let (forget, _) = S::as_mut_simd_f32s(forget);
            let (output, _) = S::as_mut_simd_f32s(output);
            let (candidate, _) = S::as_mut_simd_f32s(candidate);
            let (cell, _) = S::as_mut_simd_f32s(cell);
            let (out, _) = S::as_mut_simd_f32s(out);
            for at in 0..cell.len() {
                input[at] = logistic(simd, input[at]);
                forget[at] = logistic(simd, forget[at]);
                output[at] = logistic(simd, output[at]);
                candidate[at] = tanh(simd, candidate[at]);
                cell[at] = simd.mul_add_f32s(input[at], candidate[at], simd.mul_f32s(forget[at], cell[at]));
                out[at] = simd.mul_f32s(output[at], tanh(simd, cell[at]));
            }
        }
    }
}

/// Hyperbolic tangent of each number.
pub fn tanh_all(values: &mut [f32]) {
    struct All<'a>(&'a mut [f32]);

    impl WithSimd for All<'_> {
        type Output = ();

        #[inline(always)]
        fn with_simd<S: Simd>(self, simd: S) {
            let (values, _) = S::as_mut_simd_f32s(self.0);
            for value in values {
                *value = tanh(simd, *value);
            }
        }
    }
    Arch::new().dispatch(All(values));
}

/// No number below zero.
pub fn cut(values: &mut [f32]) {
    for value in values {
        *value = value.max(0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::step;
    use super::tanh_all;

    #[test]
    fn the_curves_are_near_the_real_ones() {
        let mut values: Vec<f32> = (-320..320).map(|at| at as f32 / 32.0).collect();
        let real: Vec<f32> = values.iter().map(|value| value.tanh()).collect();
        tanh_all(&mut values);
        assert!(values.iter().zip(real).all(|(value, real)| (value - real).abs() < 2e-4 && value.abs() <= 1.0));
    }

    #[test]
    fn an_open_cell_keeps_and_a_shut_one_forgets() {
        for (forget, kept) in [(30.0, 0.5), (-30.0, 0.0)] {
            let mut gates = [[-30.0; 16], [forget; 16], [30.0; 16], [1.0; 16]].concat();
            let (mut cell, mut out) = ([0.5; 16], [0.0; 16]);
            step(&mut gates, &mut cell, &mut out, 16);
            assert!(cell.iter().all(|value| (value - kept).abs() < 1e-3), "{cell:?}");
        }
    }
}
