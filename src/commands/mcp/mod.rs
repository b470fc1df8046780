//! `pullquote mcp`: answers other programs over standard input and output, as a server of the Model Context Protocol.
//!
//! It reads what is indexed and writes nothing but its answers; it opens no connection.
//!
//! - `protocol`: the messages, a line each
//! - `tools`: what can be asked

mod protocol;
mod tools;

use std::io;
use std::path::PathBuf;

use self::tools::ArticleTools;
use super::{CommandOutcome, CommandResult, Console, Environment};

/// Let other programs search, over the Model Context Protocol
///
/// Reads JSON-RPC messages from standard input, one a line, and answers them on standard output until the input ends. Its
/// four tools find quotes, find stories, return an article and list speakers. Answers come from what is indexed; nothing is
/// written, and nothing is sent anywhere else. Text of articles is marked as untrusted.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote mcp ~/news
  echo '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}' | pullquote mcp")]
pub struct McpArguments {
    /// Files or folders with articles
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// Serves until standard input ends.
///
/// # Errors
/// Fails when a path does not exist, or standard input or output fails.
pub fn run(
    arguments: &McpArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let folders = environment.article_paths(&arguments.paths, &environment.load_config()?)?;
    let tools = ArticleTools {
        archive: environment.open_archive(&folders),
        state: environment.paths.data.join("state.db"),
    };
    protocol::serve_lines(&mut io::stdin().lock(), console.out, &tools)?;
    Ok(CommandOutcome::Done)
}
