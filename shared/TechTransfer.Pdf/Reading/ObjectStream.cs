namespace TechTransfer.Pdf.Reading;

/// <summary>A stream that contains other objects in compressed form (ISO 32000-1, 7.5.7).</summary>
internal sealed class ObjectStream
{
    private readonly byte[] data;
    private readonly (int Number, int Offset)[] index;
    private readonly ReadingBudget budget;

    public ObjectStream(byte[] data, PdfDictionary dictionary, ReadingBudget budget)
    {
        (this.data, this.budget) = (data, budget);
        if (
            dictionary["Type"] is not PdfName { Value: "ObjStm" }
            || dictionary["N"] is not PdfInteger { Value: >= 0 and <= int.MaxValue and var count }
            || dictionary["First"] is not PdfInteger { Value: >= 0 and <= int.MaxValue and var first }
        )
        {
            throw PdfException.Broken("An object stream is described wrongly.");
        }
        budget.ChargeEntries((int)count);
        if (count > data.Length)
            throw PdfException.Broken("An object stream is shorter than it says.");

        index = new (int, int)[count];
        var parser = new ObjectParser(data, 0, budget);
        for (var i = 0; i < index.Length; i++)
        {
            var (number, offset) = (parser.Integer(), parser.Integer());
            if (offset > data.Length - first)
                throw PdfException.Broken("An object stream is shorter than it says.");
            index[i] = (number, (int)first + offset);
        }
    }

    public PdfObject Get(int number, int at)
    {
        if (at >= index.Length || index[at].Number != number)
            throw PdfException.Broken($"Object {number} is not in the object stream that should hold it.");
        var parser = new ObjectParser(data, index[at].Offset, budget);
        return parser.Value();
    }
}
