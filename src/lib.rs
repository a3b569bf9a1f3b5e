//! gongkai
pub mod base;
pub mod blocks;
pub mod check;
pub mod cli;
pub mod export;
pub mod load;
pub mod model;
pub mod output;
pub mod plan;
pub mod publish;
pub mod render;
pub mod rollup;
pub mod site;
pub mod view;
pub mod write;
