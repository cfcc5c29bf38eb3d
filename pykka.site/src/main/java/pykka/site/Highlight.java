package pykka.site;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Marks comments, strings, keywords and annotations of code. */
final class Highlight {
    /** Of HTML. The groups are comments, strings, keywords, annotations. */
    private static final Pattern JAVA = Pattern.compile("(//.*|/\\*(?s:.*?)\\*/)|(\"(?:\\\\.|[^\"\\\\\n])*\")|\\b("
            + "abstract|assert|boolean|break|case|catch|class|continue|default|do|double|else|enum|exports|extends"
            + "|false|final|finally|float|for|fun|if|implements|import|instanceof|int|interface|long|module|new"
            + "|null|open|opens|override|package|private|protected|provides|public|record|requires|return|static"
            + "|super|switch|synchronized|this|throw|throws|transitive|true|try|uses|val|var|void|volatile|while"
            + "|with)\\b|(@\\w+)");
    private static final Pattern XML = Pattern.compile("(&lt;!--(?s:.*?)--&gt;)|(\"[^\"\n]*\")|(&lt;/?[\\w.:-]+|/?&gt;)");
    private static final Pattern SHELL = Pattern.compile("((?m:^\\s*#.*))|('[^'\n]*')");
    private static final Map<String, Pattern> LANGUAGES =
            Map.of("java", JAVA, "kotlin", JAVA, "xml", XML, "sh", SHELL, "properties", SHELL);
    private static final String[] CLASSES = {"c", "s", "k", "a"};

    private Highlight() {}

    /** The code in HTML. */
    static String html(String language, String code) {
        Pattern pattern = LANGUAGES.get(language);
        return pattern == null ? escape(code) : pattern.matcher(escape(code)).replaceAll(Highlight::mark);
    }

    private static String mark(MatchResult result) {
        int group = 1;
        while (result.group(group) == null) {
            group++;
        }
        return Matcher.quoteReplacement("<span class=\"" + CLASSES[group - 1] + "\">" + result.group() + "</span>");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
