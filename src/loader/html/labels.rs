//! Headings and lines of pages that introduce something other than the story, in the languages that most pages use.

/// Headings above something other than the story, in lower case, sorted for binary search.
const LABELS: [&str; 143] = [
    "about the author",
    "about the authors",
    "about the writer",
    "about us",
    "advertisement",
    "also read",
    "also see",
    "around the web",
    "articles liés",
    "articoli correlati",
    "artículos relacionados",
    "auch interessant",
    "categories",
    "comments policy",
    "contact us",
    "czytaj także",
    "czytaj też",
    "das könnte sie auch interessieren",
    "don't miss",
    "editor's picks",
    "editors' picks",
    "etiquetas",
    "follow us",
    "from around the web",
    "gerelateerde artikelen",
    "get in touch",
    "i più letti",
    "in other news",
    "in this article",
    "in this story",
    "keep reading",
    "latest news",
    "latest stories",
    "latest videos",
    "lea también",
    "lees ook",
    "leggi anche",
    "leia mais",
    "leia também",
    "les også",
    "les plus lus",
    "lesen sie auch",
    "links",
    "lire aussi",
    "lo más leído",
    "läs mer",
    "läs också",
    "læs også",
    "mais lidas",
    "meer nieuws",
    "meest gelezen",
    "mehr artikel",
    "mehr zum thema",
    "meistgelesen",
    "meistgelesene artikel",
    "mest lest",
    "mest läst",
    "more",
    "more articles",
    "more from",
    "more galleries",
    "more headlines",
    "more like this",
    "more news",
    "more on this",
    "more reading",
    "more stories",
    "more videos",
    "most popular",
    "most read",
    "most viewed",
    "más información",
    "más noticias",
    "newsletter",
    "nos derniers articles",
    "noticias relacionadas",
    "notícias relacionadas",
    "now read",
    "other news",
    "other stories",
    "polecamy",
    "popular stories",
    "potrebbe interessarti",
    "promoted stories",
    "read also",
    "read more",
    "read next",
    "recommended",
    "recommended for you",
    "recommended stories",
    "relacionadas",
    "relacionado",
    "related",
    "related articles",
    "related posts",
    "related stories",
    "saiba mais",
    "see also",
    "share this",
    "sponsored stories",
    "stay connected",
    "sur le même sujet",
    "sur le même thème",
    "tags",
    "también te puede interesar",
    "te puede interesar",
    "temas",
    "themen",
    "top stories",
    "topics",
    "trending",
    "up next",
    "veja também",
    "weitere artikel",
    "what to read next",
    "you may also like",
    "you might also like",
    "zobacz także",
    "zobacz też",
    "zum thema",
    "à lire aussi",
    "à voir aussi",
    "другие новости",
    "ещё по теме",
    "по теме",
    "похожие материалы",
    "самое читаемое",
    "читайте по теме",
    "читайте также",
    "читайте також",
    "اقرأ أيضا",
    "الأكثر قراءة",
    "مواضيع ذات صلة",
    "延伸閱讀",
    "延伸阅读",
    "推荐阅读",
    "热门推荐",
    "相关新闻",
    "相关阅读",
    "相關新聞",
    "関連ニュース",
    "関連記事",
    "관련기사",
];

/// Headings above readers' comments, in lower case.
const COMMENTS: [&str; 26] = [
    "add a comment",
    "comments",
    "join the conversation",
    "join the discussion",
    "leave a comment",
    "leave a reply",
    "post a comment",
    "commentaires",
    "comentarios",
    "comentários",
    "commenti",
    "kommentare",
    "reacties",
    "kommentarer",
    "komentarze",
    "комментарии",
    "коментарі",
    "評論",
    "评论",
    "コメント",
    "التعليقات",
    "deja un comentario",
    "laisser un commentaire",
    "schreibe einen kommentar",
    "deixe um comentário",
    "оставить комментарий",
];

/// How headings begin above a list of what a subscription gives, in lower case.
const OFFERS: [&str; 14] = [
    "already a subscriber",
    "continue reading for",
    "continue reading with",
    "become a member to",
    "keep reading for",
    "log in to continue",
    "register to continue",
    "sign in to continue",
    "subscribe for",
    "subscribe now",
    "subscribe to continue",
    "subscribe to read",
    "this article is for subscribers",
    "to continue reading",
];

/// Returns `true` if a line, in lower case and without signs around it, is a label of the page.
pub(super) fn is_label(words: &str) -> bool {
    LABELS.binary_search(&words).is_ok()
}

/// Returns `true` if a line is a heading above readers' comments: "Comments", "9 responses to …".
pub(super) fn is_above_comments(line: &str) -> bool {
    const LONGEST: usize = 60;
    let line = line.trim();
    if line.len() > LONGEST {
        return false;
    }
    let lower = line.to_lowercase();
    let words = lower.trim_matches(|c: char| !c.is_alphabetic());
    let is_counted = || {
        let mut parts = words.split_whitespace();
        let counted = [
            "comment",
            "comments",
            "response",
            "responses",
            "reply",
            "replies",
        ];
        lower.starts_with(|c: char| c.is_ascii_digit())
            && parts.next().is_some_and(|word| counted.contains(&word))
            && matches!(parts.next(), None | Some("on" | "to"))
    };
    COMMENTS.contains(&words) || is_counted()
}

/// Returns `true` if a line, in lower case, offers the rest of a story to those who pay.
pub(super) fn is_offer(line: &str) -> bool {
    OFFERS.iter().any(|offer| line.starts_with(offer))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Comments", true)]
    #[case("9 comments", true)]
    #[case("3 Responses to “Ferry stops”", true)]
    #[case("Kommentare (12)", true)]
    #[case("Comments were few", false)]
    #[case("2 comments of the harbor master", false)]
    fn what_stands_above_comments_is_known(#[case] line: &str, #[case] is: bool) {
        assert_eq!(is_above_comments(line), is);
    }

    #[test]
    fn the_labels_are_sorted_for_the_search() {
        assert!(LABELS.is_sorted());
    }
}
