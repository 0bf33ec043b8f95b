package dev.livetail.stream.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import nu.validator.htmlparser.common.XmlViolationPolicy;
import nu.validator.htmlparser.dom.HtmlDocumentBuilder;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** A page, read as a browser reads it but forgiving nothing. */
public final class StrictHtml {
    private StrictHtml() {}

    /**
     * Reads a page.
     *
     * @throws AssertionError if the parser has anything to say about it
     */
    public static Document parse(byte[] page) {
        List<String> complaints = new ArrayList<>();
        HtmlDocumentBuilder builder = new HtmlDocumentBuilder(XmlViolationPolicy.ALLOW);
        builder.setErrorHandler(new ErrorHandler() {
            @Override
            public void warning(SAXParseException exception) {
                complain(exception);
            }

            @Override
            public void error(SAXParseException exception) {
                complain(exception);
            }

            @Override
            public void fatalError(SAXParseException exception) {
                complain(exception);
            }

            private void complain(SAXParseException exception) {
                complaints.add("line " + exception.getLineNumber() + ": " + exception.getMessage());
            }
        });
        try {
            InputSource source = new InputSource(new ByteArrayInputStream(page));
            source.setEncoding("UTF-8");
            Document document = builder.parse(source);
            if (!complaints.isEmpty()) {
                throw new AssertionError(complaints);
            }
            return document;
        } catch (IOException | SAXException e) {
            throw new AssertionError(e);
        }
    }

    static List<Element> children(Node parent) {
        List<Element> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    public static List<String> names(List<Element> elements) {
        return elements.stream().map(Element::getLocalName).toList();
    }

    /** All elements below one, itself not among them. */
    public static List<Element> descendants(Node parent) {
        List<Element> all = new ArrayList<>();
        for (Element child : children(parent)) {
            all.add(child);
            all.addAll(descendants(child));
        }
        return all;
    }
}
