package dev.livetail.histogram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StepsTest {

    @Test
    void eachStepOfCountingDividesTheNextAndIsNotFarFromIt() {
        for (int i = 1; i < Steps.COUNTED.size(); i++) {
            long shorter = Steps.COUNTED.get(i - 1);
            long longer = Steps.COUNTED.get(i);
            assertEquals(0, longer % shorter);
            assertTrue(longer / shorter <= 6);
        }
    }

    /** So many cells are not enough for one step: so a histogram of 500 buckets needs none that is shorter than the next. */
    @Test
    void whatIsShownIsNeverLongerForHavingBeenCountedByLongerSteps() {
        for (int i = 1; i < Steps.COUNTED.size() - 1; i++) {
            long time = Steps.COUNTED.get(i - 1) * (LevelCounts.MOST_CELLS - 1);
            assertEquals(
                    Steps.shown(0, time, 500, Steps.COUNTED.getFirst()),
                    Steps.shown(0, time, 500, Steps.COUNTED.get(i)),
                    "counted by " + Steps.COUNTED.get(i) + " ms");
        }
    }
}
