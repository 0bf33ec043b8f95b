package dev.livetail.hub;

import dev.livetail.event.Events;
import dev.livetail.filter.EventFilter;
import dev.livetail.journal.Position;
import dev.livetail.journal.RingJournal;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.Test;

/**
 * The rules of Reactive Streams, by their own test kit. The elements are log lines so large that each is a chunk of its
 * own; the greeting and the end are not told to this kind of reader.
 */
public class LogHubPublisherTest extends FlowPublisherVerification<Long> {
    private static final long TIMEOUT_MILLIS = 2000;
    private static final long SILENCE_MILLIS = 200;
    private static final int MOST_EVENTS = 1000;
    private static final String CHUNKFUL = "x".repeat(Feed.CHUNK_BYTES);

    private HubFixture fixture;

    public LogHubPublisherTest() {
        super(new TestEnvironment(TIMEOUT_MILLIS, SILENCE_MILLIS));
    }

    @BeforeClass
    void open() {
        fixture = HubFixture.quiet();
    }

    @AfterClass
    void close() {
        fixture.close();
    }

    /** A stream that ends if so many elements can be kept, else one that goes on as a live one does. */
    @Override
    public Flow.Publisher<Long> createFlowPublisher(long elements) {
        RingJournal journal = HubFixture.ring(MOST_EVENTS);
        for (long i = 0; i < Math.min(elements, MOST_EVENTS); i++) {
            journal.append(Events.saying(CHUNKFUL));
        }
        journal.flush();
        StreamRequest request = new StreamRequest(
                journal,
                new Position.Oldest(),
                EventFilter.all(),
                elements > MOST_EVENTS,
                OverflowPolicy.SKIP,
                () -> HubFixture.THE_END);
        return fixture.hub.stream(request, LogHubPublisherTest::sequence, fixture.home);
    }

    private static Long sequence(StreamEvent event) {
        if (event instanceof StreamEvent.Logged logged) {
            if (logged.entries().size() != 1) {
                throw new AssertionError("a chunk holds " + logged.entries().size() + " events");
            }
            return logged.entries().getFirst().sequence();
        }
        return null;
    }

    /** There is none: what goes wrong while a journal is read is told in the stream, which then ends well. */
    @Override
    public Flow.Publisher<Long> createFailedFlowPublisher() {
        return null;
    }

    // What follows are rules that the kit cannot test by itself, or only with a failed publisher. It would report them
    // as skipped.

    @Override
    @Test(enabled = false)
    public void optional_spec104_mustSignalOnErrorWhenFails() {}

    @Override
    @Test(enabled = false)
    public void
            required_spec109_mayRejectCallsToSubscribeIfPublisherIsUnableOrUnwillingToServeThemRejectionMustTriggerOnErrorAfterOnSubscribe() {}

    @Override
    @Test(enabled = false)
    public void untested_spec106_mustConsiderSubscriptionCancelledAfterOnErrorOrOnCompleteHasBeenCalled() {}

    @Override
    @Test(enabled = false)
    public void untested_spec107_mustNotEmitFurtherSignalsOnceOnErrorHasBeenSignalled() {}

    @Override
    @Test(enabled = false)
    public void untested_spec108_possiblyCanceledSubscriptionShouldNotReceiveOnErrorOrOnCompleteSignals() {}

    @Override
    @Test(enabled = false)
    public void untested_spec109_subscribeShouldNotThrowNonFatalThrowable() {}

    @Override
    @Test(enabled = false)
    public void untested_spec110_rejectASubscriptionRequestIfTheSameSubscriberSubscribesTwice() {}

    @Override
    @Test(enabled = false)
    public void untested_spec304_requestShouldNotPerformHeavyComputations() {}

    @Override
    @Test(enabled = false)
    public void untested_spec305_cancelMustNotSynchronouslyPerformHeavyComputation() {}
}
