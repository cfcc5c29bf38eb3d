package pykka.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import pykka.bench.Figure.Column;
import pykka.bench.contender.Contenders;

/**
 * Questions to figures of one JDK.
 *
 * @param all the figures
 */
record Figures(List<Figure> all) {
    /** The shape that is not a rate. */
    static final String MEMORY = "memory";
    /** The shape that no actors run. */
    static final String QUEUES = "queues";

    /** The shapes that actors ran in turns. */
    List<String> shapes() {
        return all.stream().filter(figure -> figure.turn() > 0).map(Figure::shape)
                .filter(shape -> !List.of(MEMORY, QUEUES).contains(shape)).distinct().toList();
    }

    /** Who ran a shape in turns. */
    List<String> contenders(String shape) {
        return all.stream().filter(figure -> figure.turn() > 0 && figure.shape().equals(shape)).map(Figure::contender)
                .distinct().toList();
    }

    List<Figure> of(String shape) {
        return all.stream().filter(figure -> figure.shape().equals(shape)).toList();
    }

    /** By turn; the first look is not one. */
    SortedMap<Integer, Double> values(String shape, String contender, Column column) {
        return all.stream()
                .filter(figure -> figure.turn() > 0 && figure.shape().equals(shape) && figure.contender().equals(contender))
                .filter(figure -> !Double.isNaN(figure.get(column)))
                .collect(Collectors.toMap(Figure::turn, figure -> figure.get(column), (first, second) -> second, TreeMap::new));
    }

    double median(String shape, String contender, Column column) {
        return Pairs.median(values(shape, contender, column));
    }

    /** Speed against speed: more than 1 is faster. */
    Pairs pairs(String shape, String contender, String against) {
        return Pairs.of(values(shape, contender, Column.RATE), values(shape, against, Column.RATE));
    }

    /** The peer with the highest rate. */
    Optional<String> bestPeer(String shape) {
        return contenders(shape).stream().filter(Contenders.PEERS::contains)
                .max(Comparator.comparingDouble(contender -> median(shape, contender, Column.RATE)));
    }

    /** The default runtime against the best peer, or nothing if one of them did not run. */
    Pairs defaultPairs(String shape) {
        return bestPeer(shape).map(peer -> pairs(shape, Contenders.DEFAULT, peer)).orElse(new Pairs(new TreeMap<>()));
    }
}
