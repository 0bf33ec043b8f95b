package dev.livetail.perf;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Connections that ask for a stream and never read a byte of it. Used by one thread. */
final class StalledReaders implements AutoCloseable {
    /** Little, so that what they do not read is the server's burden and not this kernel's. */
    private static final int RECEIVE_BUFFER = 4096;

    private final List<Socket> sockets = new ArrayList<>();

    StalledReaders(InetSocketAddress server, String path, LineFormat format, int count) throws IOException {
        try {
            for (int i = 0; i < count; i++) {
                Socket socket = new Socket();
                sockets.add(socket);
                socket.setReceiveBufferSize(RECEIVE_BUFFER);
                socket.connect(server, 5_000);
                OutputStream out = socket.getOutputStream();
                out.write(Reader.request(server, path, format));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    int count() {
        return sockets.size();
    }

    @Override
    public void close() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is gone, which is all that was wanted.
            }
        }
    }
}
