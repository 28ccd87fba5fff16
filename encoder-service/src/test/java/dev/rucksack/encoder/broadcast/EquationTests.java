package dev.rucksack.encoder.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EquationTests {

    @Test
    void theBooksBalanceExactlyWhenEachOfTheirEquationsDoes() {
        long[] terms = {10, 1, 9, 2, 3, 14, 11, 4, 5, 7, 2, 1, 1, 1, 3, 1, 2};
        assertThat(books(terms).balanced()).isTrue();
        assertThat(books(terms).equations()).allMatch(Equation::balanced);
        for (int i = 0; i < terms.length; i++) {
            long[] wrong = terms.clone();
            wrong[i]++;
            Books books = books(wrong);
            assertThat(books.equations().stream().allMatch(Equation::balanced))
                    .as("term %d", i)
                    .isEqualTo(books.balanced());
            boolean outside =
                    i == 8 || i == 9 || i == 12; // resent, lost before it was captured, and part of another term
            assertThat(books.balanced()).as("term %d", i).isEqualTo(outside);
        }
    }

    private static Books books(long[] t) {
        return new Books(
                t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7], t[8], t[9], t[10], t[11], t[12], t[13], t[14], t[15],
                t[16]);
    }
}
