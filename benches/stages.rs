//! Time of each stage, of extraction, of the graph, and of the whole way from text to graph, on one fixed article.

use std::hint::black_box;

use criterion::BatchSize;
use criterion::Criterion;
use criterion::Throughput;
use criterion::criterion_group;
use criterion::criterion_main;
use newsloom::annotate::Annotated;
use newsloom::document::Document;
use newsloom::graph;
use newsloom::graph::Contribution;
use newsloom::lang;

const ARTICLE: &str = "The harbour town of Velm said on Tuesday that it would not sell its last ferry to the Norland Group, \
ending a dispute that has divided its council for almost two years.\n\n\
“We were elected to keep this line open, and we will,” Mayor Ines Calder told reporters after a late vote. “Nobody on \
these islands can live without it.”\n\n\
Norland, which bought three neighbouring lines in 2023 for $3.2bn, had offered 40 million euros and promised new ships. \
Its chief executive, Tomas Reith, didn't attend the meeting but wrote in a letter that the company's plans \"would have \
doubled the number of crossings by 2027\". Critics feared higher fares.\n\n\
According to the transport ministry, about 12,000 people use the ferry every month. Two members of the council who had \
backed the sale were asked to resign; one of them, Dr. Paul W. Ostrow, refused.\n";

fn document() -> Document {
    Document { text: ARTICLE.to_owned(), ..Document::default() }
}

fn stages(criterion: &mut Criterion) {
    let Some(english) = lang::of("en") else { return };
    let mut group = criterion.benchmark_group("stages");
    group.throughput(Throughput::Bytes(ARTICLE.len() as u64));
    let mut before = Annotated { document: document(), ..Annotated::default() };
    for stage in english.pipeline(newsloom::lang::Speed::Careful).stages() {
        group.bench_function(stage.name(), |bench| {
            let run = |mut annotated: Annotated| {
                stage.run(&mut annotated);
                annotated
            };
            bench.iter_batched(|| before.clone(), run, BatchSize::SmallInput);
        });
        stage.run(&mut before);
    }
    group.bench_function("all", |bench| {
        bench.iter_batched(document, |document| english.annotate(black_box(document)), BatchSize::SmallInput);
    });
    let annotated = english.annotate(document());
    let mentions = english.extract(&annotated);
    let contribution = Contribution::new(&annotated, &mentions);
    group.bench_function("extract", |bench| bench.iter(|| english.extract(black_box(&annotated))));
    group.bench_function("contribution", |bench| {
        bench.iter(|| Contribution::new(black_box(&annotated), black_box(&mentions)));
    });
    group.bench_function("graph", |bench| {
        bench.iter_batched(|| vec![contribution.clone()], graph::build, BatchSize::SmallInput);
    });
    group.bench_function("text to graph", |bench| {
        let whole = |document| {
            let annotated = english.annotate(black_box(document));
            graph::build(vec![Contribution::new(&annotated, &english.extract(&annotated))])
        };
        bench.iter_batched(document, whole, BatchSize::SmallInput);
    });
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
