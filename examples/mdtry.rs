//! try
use gongkai::base::markdown::{Options, to_html};
use std::io::Read;
fn main() {
    let mut s = String::new();
    std::io::stdin().read_to_string(&mut s).unwrap();
    let options = Options { cjk: true, safe: true, prefix: "", heading_base: None, rewrite: &|_| None };
    for part in s.split("\n====\n") {
        let m = to_html(part, &options);
        println!("--- {part}\n{}", m.html.trim_end());
        for p in m.problems {
            println!("   !! {:?} @ {:?}", p.kind, part.get(p.source.clone()));
        }
    }
}
