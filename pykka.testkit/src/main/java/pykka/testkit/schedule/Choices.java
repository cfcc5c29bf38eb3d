package pykka.testkit.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The choices that make an order, where more than one actor could go on. As a text, each is the number of the actor and a letter
 * for how many there were: b for two, z for more than 25. A repeated one is written once, after how often it comes:
 * {@code 2c3*1b}.
 */
record Choices(List<Choice> list) {
    private static final Pattern CHOICE = Pattern.compile("(?:(\\d{1,9})\\*)?(\\d{1,9})([b-z])");
    private static final int MOST = 10_000_000;

    record Choice(int actor, char among) {
        Choice(int actor, int among) {
            this(actor, (char) ('a' + Math.min(among, 26) - 1));
        }
    }

    /** Throws IllegalArgumentException if the text is not of this form. */
    static Choices parse(String text) {
        List<Choice> list = new ArrayList<>();
        Matcher matcher = CHOICE.matcher(text);
        int end = 0;
        for (; matcher.find() && matcher.start() == end; end = matcher.end()) {
            Choice choice = new Choice(Integer.parseInt(matcher.group(2)), matcher.group(3).charAt(0));
            int times = matcher.group(1) == null ? 1 : Integer.parseInt(matcher.group(1));
            if (times > MOST - list.size()) {
                break;
            }
            for (int i = 0; i < times; i++) {
                list.add(choice);
            }
        }
        if (end != text.length()) {
            throw new IllegalArgumentException("Not the choices of an order, such as 2c3*1b: " + text);
        }
        return new Choices(list);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0, next; i < list.size(); i = next) {
            Choice choice = list.get(i);
            next = i + 1;
            while (next < list.size() && list.get(next).equals(choice)) {
                next++;
            }
            if (next - i > 1) {
                text.append(next - i).append('*');
            }
            text.append(choice.actor()).append(choice.among());
        }
        return text.toString();
    }
}
