//! How the numbers of a network change: Adam (Kingma and Ba 2015, <https://arxiv.org/abs/1412.6980>), by row, so that
//! rows of tables that were not used stay as they are.

use crate::annotate::net::file::Part;
use crate::annotate::net::file::Tensors;
use crate::annotate::net::matrix::Matrix;

const MOMENTUM: f32 = 0.9;
const SCALE: f32 = 0.95;
const TINY: f32 = 1e-8;
/// The longest a step may be before it is scaled: norm of all changes together.
const LONGEST: f32 = 4.0;

/// Running means of changes and of their squares.
#[derive(Debug)]
pub struct Adam {
    means: Vec<Matrix>,
    squares: Vec<Matrix>,
    steps: i32,
}

impl Adam {
    /// Before the first step.
    pub fn new(tensors: &Tensors) -> Self {
        let zeros = || -> Vec<Matrix> {
            let zero = |part: &Part| {
                let like = tensors.matrix(*part);
                Matrix::new(like.rows(), like.width)
            };
            Part::ALL.iter().map(zero).collect()
        };
        Self { means: zeros(), squares: zeros(), steps: 0 }
    }

    /// One step against `changes`, which are zero afterwards. `decay` pulls what is used towards zero.
    pub fn step(&mut self, tensors: &mut Tensors, changes: &mut Tensors, rate: f32, decay: f32) {
        self.steps += 1;
        let used = |row: &[f32]| row.iter().any(|value| *value != 0.0);
        let sum: f32 = Part::ALL.iter().flat_map(|part| &changes.matrix(*part).data).map(|value| value * value).sum();
        let length = sum.sqrt();
        if !length.is_finite() {
            for part in Part::ALL {
                changes.matrix_mut(*part).data.fill(0.0);
            }
            return;
        }
        let shrink = if length > LONGEST { LONGEST / length } else { 1.0 };
        let (first, second) = (1.0 - MOMENTUM.powi(self.steps), 1.0 - SCALE.powi(self.steps));
        for part in Part::ALL {
            let at = *part as usize;
            let (values, changes) = (tensors.matrix_mut(*part), changes.matrix_mut(*part));
            let width = values.width.max(1);
            let rows = values.data.chunks_exact_mut(width).zip(changes.data.chunks_exact_mut(width));
            let running =
                self.means[at].data.chunks_exact_mut(width).zip(self.squares[at].data.chunks_exact_mut(width));
            for ((values, changes), (means, squares)) in rows.zip(running) {
                if !used(changes) {
                    continue;
                }
                for (((value, change), mean), square) in values.iter_mut().zip(changes).zip(means).zip(squares) {
                    let by = *change * shrink;
                    *mean = MOMENTUM * *mean + (1.0 - MOMENTUM) * by;
                    *square = SCALE * *square + (1.0 - SCALE) * by * by;
                    *value -= rate * (*mean / first / ((*square / second).sqrt() + TINY) + decay * *value);
                    *change = 0.0;
                }
            }
        }
    }
}
