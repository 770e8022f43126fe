using System.Text;
using System.Xml;

namespace TechTransfer.Hosting.Documents;

/// <summary>Reads untrusted XML forward-only with bounded memory: depth, number of elements, names, and the length of a single tag or text
/// are limited. Document type declarations are refused, since their entities can expand without limit.</summary>
public sealed class BoundedXml : IDisposable
{
    /// <summary>Largest nesting depth; no real document nests its elements as deeply.</summary>
    public const int Deepest = 128;
    private const int MaxElements = 20_000_000;
    private const int LongestPiece = 2 * 1024 * 1024;

    private readonly Metered source;
    private readonly StringBuilder text = new();
    private int elements;

    /// <summary>Begins at the stream's current position. The stream stays open afterwards.</summary>
    public BoundedXml(Stream stream)
    {
        source = new(stream);
        Xml = XmlReader.Create(
            source,
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                NameTable = new BoundedNames(),
            }
        );
    }

    /// <summary>The underlying reader, for looking at the current node. Move it only by the methods of this class, which check the
    /// limits.</summary>
    public XmlReader Xml { get; }

    /// <summary>Moves to the next node; false at the end.</summary>
    /// <exception cref="XmlException">The XML is malformed.</exception>
    /// <exception cref="XmlBoundException">A limit is exceeded.</exception>
    public bool Read()
    {
        source.Left = LongestPiece;
        if (!Xml.Read())
            return false;
        if (Xml.NodeType == XmlNodeType.Element && ++elements > MaxElements)
            throw new XmlBoundException("There are too many elements.");
        return Xml.Depth <= Deepest ? true : throw new XmlBoundException("The elements are nested too deeply.");
    }

    /// <summary>Moves to the next element at this depth, skipping deeper ones; false when the parent element ends.</summary>
    public bool ReadTo(int depth)
    {
        if (Xml.Depth == depth - 1 && Xml.NodeType == XmlNodeType.Element && Xml.IsEmptyElement)
            return false;
        while (Read() && Xml.Depth >= depth)
        {
            if (Xml.Depth == depth && Xml.NodeType == XmlNodeType.Element)
                return true;
        }
        return false;
    }

    /// <summary>The text within the current element, including nested elements; moves to its end tag.</summary>
    public string ReadText()
    {
        text.Clear();
        if (Xml.IsEmptyElement)
            return "";
        for (var depth = Xml.Depth; Read() && Xml.Depth > depth; )
        {
            if (Xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                text.Append(Xml.Value);
            }
            if (text.Length > LongestPiece)
                throw new XmlBoundException("A text is too long.");
        }
        return text.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => Xml.Dispose();

    // Limits the names, since the XML reader keeps each distinct name until the end.
    private sealed class BoundedNames : NameTable
    {
        private const int MaxCharacters = 1024 * 1024;

        // Approximate overhead of a name, in characters.
        private const int Each = 20;
        private int characters;

        public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Counted(base.Add(key, start, len));

        public override string Add(string key) => Get(key) ?? Counted(base.Add(key));

        private string Counted(string name) =>
            (characters += name.Length + Each) <= MaxCharacters ? name : throw new XmlBoundException("There are too many names.");
    }

    // Limits the bytes that the XML reader may take for a single tag or text.
    private sealed class Metered(Stream stream) : Stream
    {
        public int Left { get; set; } = LongestPiece;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = stream.Read(buffer);
            return (Left -= read) >= 0 ? read : throw new XmlBoundException("A tag or a text is too long.");
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                stream.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>A limit of <see cref="BoundedXml"/> is exceeded. Distinct from <see cref="XmlException"/>, so that a hostile document can be
/// distinguished from a damaged one.</summary>
public sealed class XmlBoundException(string message) : Exception(message);
