//! Finds the quotes of an article and who said them.
