using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Frame;

namespace TechTransfer.Certificates.Issuing;

/// <summary>
/// The data that a certificate prints, frozen when it is requested. Each kind of certificate has its own record, named by
/// <see cref="JsonKindAttribute"/>.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
public abstract record CertificateContent
{
    public abstract CertificateDescription Describe();

    internal abstract IDocument LaidOut(Imprint imprint);

    /// <summary>
    /// Texts that must be printed exactly, with their labels. In all other texts, a character that no font has is printed as its code
    /// point.
    /// </summary>
    protected virtual IEnumerable<(Text Name, string Value)> Exact => [];

    /// <summary>Names the characters of <see cref="Exact"/> that no font has; null when the certificate can be made.</summary>
    public Text? Obstacle()
    {
        var found = new List<Text>();
        foreach (var (name, value) in Exact)
        {
            if (PrintableText.FaultOf(value) is { } fault)
                found.Add(new($"{name.Zh}：{fault.Zh}", $"{name.En}: {fault.En}"));
        }
        return found.Count == 0 ? null : Text.JoinLong(found);
    }

    /// <summary>Code points of <see cref="Exact"/> that no font has, each once.</summary>
    public IEnumerable<int> MissingCharacters() =>
        Exact.SelectMany(text => text.Value.EnumerateRunes()).Select(rune => rune.Value).Where(c => !PrintableText.Has(c)).Distinct();

    /// <summary>Renders the unsigned PDF. The same arguments give the same bytes.</summary>
    public byte[] Render(Imprint imprint)
    {
        var (hasRare, isChanged) = (false, false);
        var content = JsonSerializer.SerializeToNode(this, Json.Options)!;
        Rewrite(
            content,
            text =>
            {
                hasRare |= text.EnumerateRunes().Any(rune => !rune.IsBmp);
                var described = PrintableText.Described(text);
                isChanged |= described != text;
                return described;
            }
        );
        Fonts.Register(hasRare);
        // Titles of contracts may have been registered with characters that no font has: print their code points.
        var printable = isChanged ? content.Deserialize<CertificateContent>(Json.Options)! : this;
        return printable.LaidOut(imprint).GeneratePdf();
    }

    private static void Rewrite(JsonNode parent, Func<string, string> rewrite)
    {
        (object Place, JsonNode? Value)[] parts = parent switch
        {
            JsonObject fields => [.. fields.Select(f => ((object)f.Key, f.Value))],
            JsonArray items => [.. items.Select((item, i) => ((object)i, item))],
            _ => [],
        };
        foreach (var (place, value) in parts)
        {
            if (value is not JsonValue text || !text.TryGetValue<string>(out var said))
            {
                if (value is not null)
                    Rewrite(value, rewrite);
                continue;
            }
            var now = rewrite(said);
            if (now == said)
                continue;
            if (place is int index)
                parent[index] = now;
            else
                parent[(string)place] = now;
        }
    }
}
