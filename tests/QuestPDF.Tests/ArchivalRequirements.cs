using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace QuestPDF.Tests;

/// <summary>
/// The requirements of PDF/A-2 and PDF/A-3 (ISO 19005-2 and -3, clause 6), each as a function that returns the faults of a file.
/// </summary>
internal static class ArchivalRequirements
{
    private static readonly XNamespace Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static readonly XNamespace PdfaId = "http://www.aiim.org/pdfa/ns/id/";
    private static readonly XNamespace Schema = "http://www.aiim.org/pdfa/ns/schema#";
    private static readonly XNamespace Property = "http://www.aiim.org/pdfa/ns/property#";

    private static readonly string[] PredefinedSchemas =
    [
        "http://purl.org/dc/elements/1.1/",
        "http://ns.adobe.com/xap/1.0/",
        "http://ns.adobe.com/pdf/1.3/",
        PdfaId.NamespaceName,
        "http://www.aiim.org/pdfa/ns/extension/",
    ];

    private static readonly string[] ForbiddenActions =
    [
        "Launch",
        "Sound",
        "Movie",
        "ResetForm",
        "ImportData",
        "Hide",
        "SetOCGState",
        "Rendition",
        "Trans",
        "GoTo3DView",
        "JavaScript",
        "SetState",
        "NoOp",
    ];

    public static IReadOnlyDictionary<string, Func<PdfObjects, IEnumerable<string>>> All { get; } =
        new Dictionary<string, Func<PdfObjects, IEnumerable<string>>>
        {
            ["header"] = Header,
            ["identifier and end"] = IdentifierAndEnd,
            ["cross-reference"] = pdf => pdf.XrefFaults,
            ["streams"] = Streams,
            ["filters and hexadecimal strings"] = FiltersAndHex,
            ["limits"] = Limits,
            ["resources"] = Resources,
            ["metadata"] = Metadata,
            ["information equals metadata"] = Information,
            ["output intent"] = OutputIntent,
            ["graphics state and transparency"] = GraphicsState,
            ["images"] = Images,
            ["glyphs"] = Glyphs,
            ["composite fonts"] = CompositeFonts,
            ["glyph numbers"] = GlyphNumbers,
            ["widths"] = Widths,
            ["no list of glyphs"] = pdf => Dictionaries(pdf).Where(d => d.ContainsKey("CIDSet")).Select(_ => "A CIDSet is there."),
            ["names of subsets"] = SubsetNames,
            ["characters of glyphs"] = Unicode,
            ["character maps"] = CharacterMaps,
            ["annotations"] = Annotations,
            ["actions"] = Actions,
            ["optional content"] = pdf =>
                Dictionaries(pdf)
                    .Where(d => d.ContainsKey("OCProperties") || d.ContainsKey("OC"))
                    .Select(_ => "There is optional content."),
            ["permissions"] = pdf => Dictionaries(pdf).Where(d => d.ContainsKey("Perms")).Select(_ => "There are permissions."),
            ["embedded files"] = EmbeddedFiles,
        };

    public static XElement Packet(PdfObjects pdf) =>
        XDocument.Parse(Encoding.UTF8.GetString(pdf.Stream(pdf.Catalog["Metadata"]).Raw!)).Root!;

    private static IEnumerable<string> Header(PdfObjects pdf)
    {
        var head = Encoding.Latin1.GetString(pdf.Bytes, 0, pdf.HeaderEnd);
        if (!Regex.IsMatch(head, @"^%PDF-1\.[0-7]\n%[\x80-\xFF]{4,}\n$"))
            yield return $"The header is {head}.";
    }

    private static IEnumerable<string> IdentifierAndEnd(PdfObjects pdf)
    {
        if (
            pdf.Trailer.GetValueOrDefault("ID") is not List<object?> { Count: 2 } ids
            || !ids.TrueForAll(i => i is PdfString { Value.Length: > 0 })
        )
            yield return "The trailer has no pair of identifiers.";
        if (pdf.Trailer.ContainsKey("Encrypt"))
            yield return "The file is encrypted.";
        if (!Regex.IsMatch(Encoding.Latin1.GetString(pdf.Bytes[^10..]), @"%%EOF\n?$"))
            yield return "Something follows the end.";
    }

    private static IEnumerable<string> Streams(PdfObjects pdf)
    {
        foreach (var (number, one) in pdf.Objects)
        {
            foreach (var fault in one.Faults)
                yield return $"{number}: {fault}";
            if (one.Raw is null)
                continue;
            foreach (var key in (string[])["F", "FFilter", "FDecodeParms"])
            {
                if (one.Entries.ContainsKey(key))
                    yield return $"{number}: the stream has /{key}.";
            }
        }
    }

    private static IEnumerable<string> FiltersAndHex(PdfObjects pdf)
    {
        foreach (var one in pdf.Objects.Values.Where(o => o.Raw is not null))
        {
            var filter = pdf.Name(one.Entries.GetValueOrDefault("Filter"));
            if (filter is not (null or "FlateDecode" or "DCTDecode"))
                yield return $"The filter {filter} is used.";
        }
        var inContents = pdf.Pages.SelectMany(pdf.Operators).SelectMany(PdfObjects.Inside);
        foreach (var text in pdf.AllValues().Concat(inContents).OfType<PdfString>())
        {
            if (text.IsHex && text.Digits % 2 != 0)
                yield return $"A string has {text.Digits} digits.";
        }
    }

    private static IEnumerable<string> Limits(PdfObjects pdf)
    {
        foreach (var value in pdf.AllValues().Concat(pdf.Pages.SelectMany(pdf.Operators).SelectMany(PdfObjects.Inside)))
        {
            switch (value)
            {
                case long number when Math.Abs(number) > int.MaxValue:
                    yield return $"The number {number} is too large.";
                    break;
                case double number when Math.Abs(number) > 32_767_000:
                    yield return $"The number {number} is too large.";
                    break;
                case PdfName name when Encoding.UTF8.GetByteCount(name.Value) > 127:
                    yield return $"The name {name.Value} is too long.";
                    break;
                case PdfString text when text.Value.Length > 32_767:
                    yield return "A string is too long.";
                    break;
            }
        }
        foreach (var page in pdf.Pages)
        {
            var (depth, deepest) = (0, 0);
            foreach (var state in pdf.Operators(page).OfType<PdfOperator>())
            {
                depth += state.Name switch
                {
                    "q" => 1,
                    "Q" => -1,
                    _ => 0,
                };
                deepest = Math.Max(deepest, depth);
                if (depth < 0)
                    yield return "A graphics state is restored that was not saved.";
            }
            if (depth != 0)
                yield return "A graphics state is not restored.";
            if (deepest > 28)
                yield return $"Graphics states are nested {deepest} deep.";

            var box = pdf.Array(page["MediaBox"])!.ConvertAll(Convert.ToDouble);
            if (box[2] - box[0] is < 3 or > 14_400 || box[3] - box[1] is < 3 or > 14_400)
                yield return "The page is too small or too large.";
        }
        if (pdf.Objects.Count > 8_388_607)
            yield return "There are too many objects.";
    }

    private static IEnumerable<string> Resources(PdfObjects pdf)
    {
        foreach (var page in pdf.Pages)
        {
            if (pdf.Dictionary(page.GetValueOrDefault("Resources")) is not { } resources)
            {
                yield return "A page has no resources of its own.";
                continue;
            }
            var operators = pdf.Operators(page);
            for (var i = 1; i < operators.Count; i++)
            {
                var (kind, name) = operators[i] switch
                {
                    PdfOperator { Name: "Tf" } => ("Font", operators[i - 2] as PdfName),
                    PdfOperator { Name: "Do" } => ("XObject", operators[i - 1] as PdfName),
                    PdfOperator { Name: "gs" } => ("ExtGState", operators[i - 1] as PdfName),
                    _ => ("", null),
                };
                if (name is not null && pdf.Dictionary(resources.GetValueOrDefault(kind))?.ContainsKey(name.Value) != true)
                    yield return $"/{name.Value} is no resource of its page.";
            }
        }
    }

    private static IEnumerable<string> Metadata(PdfObjects pdf)
    {
        if (pdf.Catalog.GetValueOrDefault("Metadata") is not PdfRef reference)
        {
            yield return "There are no metadata.";
            yield break;
        }
        var stream = pdf.Stream(reference);
        if (stream.Entries.ContainsKey("Filter"))
            yield return "The metadata are compressed.";
        if (pdf.Name(stream.Entries["Type"]) != "Metadata" || pdf.Name(stream.Entries["Subtype"]) != "XML")
            yield return "The metadata are not declared as such.";

        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(stream.Raw!);
        var start = Regex.Match(text, @"^<\?xpacket begin=""\uFEFF"" id=""W5M0MpCehiHzreSzNTczkc9d""([^?]*)\?>");
        if (!start.Success || start.Groups[1].Value.Length > 0)
            yield return "The packet begins with more than its mark and identifier.";
        if (!text.EndsWith("<?xpacket end=\"w\"?>", StringComparison.Ordinal))
            yield return "The packet does not end.";

        var packet = Packet(pdf);
        if (packet.Descendants(PdfaId + "part").SingleOrDefault()?.Value is not ("2" or "3"))
            yield return "No part of PDF/A is claimed.";
        if (packet.Descendants(PdfaId + "conformance").SingleOrDefault()?.Value is not ("A" or "B" or "U"))
            yield return "No level of PDF/A is claimed.";

        // Properties outside the schemas that PDF/A predefines must be described in the XMP packet itself.
        var described = packet
            .Descendants(Schema + "property")
            .SelectMany(p =>
                p.Descendants(Property + "name")
                    .Select(n =>
                        XName.Get(
                            n.Value,
                            p.ElementsBeforeSelf(Schema + "namespaceURI")
                                .Concat(p.ElementsAfterSelf(Schema + "namespaceURI"))
                                .Single()
                                .Value
                        )
                    )
            )
            .ToHashSet();
        foreach (var property in packet.Descendants(Rdf + "Description").Elements())
        {
            if (!PredefinedSchemas.Contains(property.Name.NamespaceName) && !described.Contains(property.Name))
                yield return $"{property.Name} is described nowhere.";
        }
        foreach (var property in packet.Descendants(Schema + "property").Descendants(Rdf + "li"))
        {
            foreach (var field in (string[])["name", "valueType", "category", "description"])
            {
                if (string.IsNullOrEmpty(property.Element(Property + field)?.Value))
                    yield return $"A property is described without its {field}.";
            }
        }
    }

    private static IEnumerable<string> Information(PdfObjects pdf)
    {
        var info = pdf.Dictionary(pdf.Trailer["Info"])!;
        var packet = Packet(pdf);
        foreach (
            var (key, name) in (ReadOnlySpan<(string, string)>)
                [
                    ("Title", "title"),
                    ("Author", "creator"),
                    ("Subject", "description"),
                    ("Keywords", "Keywords"),
                    ("Creator", "CreatorTool"),
                    ("Producer", "Producer"),
                ]
        )
        {
            var here = (info.GetValueOrDefault(key) as PdfString)?.Text;
            var there = packet
                .Descendants()
                .Where(e => e.Name.LocalName == name && e.Parent?.Name == Rdf + "Description")
                .Select(e => e.Value.Trim())
                .SingleOrDefault();
            if (here != there)
                return [$"{key} is {here} here and {there} there."];
        }
        foreach (var (key, name) in (ReadOnlySpan<(string, string)>)[("CreationDate", "CreateDate"), ("ModDate", "ModifyDate")])
        {
            var here = Regex.Replace(((PdfString)info[key]!).Text, @"[^\d+-]", "");
            var there = Regex.Replace(
                packet.Descendants().Single(e => e.Name.LocalName == name).Value,
                @"(?<=\d)-(?=\d\d-|\d\dT)|[:T]",
                ""
            );
            if (here != there)
                return [$"{key} is {here} here and {there} there."];
        }
        return [];
    }

    private static IEnumerable<string> OutputIntent(PdfObjects pdf)
    {
        if (pdf.Array(pdf.Catalog.GetValueOrDefault("OutputIntents")) is not [{ } only])
        {
            yield return "There is not exactly one output intent.";
            yield break;
        }
        var intent = pdf.Dictionary(only)!;
        if (pdf.Name(intent["S"]) != "GTS_PDFA1" || intent.GetValueOrDefault("OutputConditionIdentifier") is not PdfString)
            yield return "The output intent is not one of PDF/A.";
        var stream = pdf.Stream(intent["DestOutputProfile"]);
        var profile = stream.Data();
        var components = (long)stream.Entries["N"]!;
        if (Encoding.ASCII.GetString(profile, 36, 4) != "acsp" || profile[8] > 4)
            yield return "The profile is none.";
        if (Encoding.ASCII.GetString(profile, 12, 4) is not ("mntr" or "prtr"))
            yield return "The profile is of the wrong class.";
        if (Encoding.ASCII.GetString(profile, 16, 4) != "RGB " || components != 3)
            yield return "The profile is not for RGB.";

        // The output intent is an RGB profile: it defines DeviceRGB and DeviceGray, but not DeviceCMYK.
        if (pdf.AllValues().OfType<PdfName>().Any(n => n.Value is "DeviceCMYK"))
            yield return "A colour has no meaning.";
        if (pdf.Pages.SelectMany(pdf.Operators).OfType<PdfOperator>().Any(o => o.Name is "k" or "K"))
            yield return "A colour has no meaning.";
    }

    private static IEnumerable<string> GraphicsState(PdfObjects pdf)
    {
        foreach (
            var state in pdf.AllValues()
                .OfType<Dictionary<string, object?>>()
                .Where(d => pdf.Name(d.GetValueOrDefault("Type")) == "ExtGState")
        )
        {
            foreach (var key in state.Keys.Except(["Type", "ca", "CA"]))
                yield return $"A graphics state sets /{key}.";
            foreach (var key in (string[])["ca", "CA"])
            {
                if (state.GetValueOrDefault(key) is { } alpha && Convert.ToDouble(alpha) is < 0 or > 1)
                    yield return $"An opacity is {alpha}.";
            }
        }
        // Without a group, transparency blends in the colour space of the output intent; a group needs its own colour space.
        foreach (var page in pdf.Pages.Where(p => p.ContainsKey("Group")))
        {
            if (pdf.Dictionary(page["Group"])?.ContainsKey("CS") != true)
                yield return "A page blends in no colour space.";
        }
    }

    private static IEnumerable<string> Images(PdfObjects pdf)
    {
        foreach (var image in Dictionaries(pdf).Where(d => pdf.Name(d.GetValueOrDefault("Subtype")) == "Image"))
        {
            if (image.GetValueOrDefault("Interpolate") is true)
                yield return "An image is smoothed.";
            foreach (var key in (string[])["Alternates", "OPI"])
            {
                if (image.ContainsKey(key))
                    yield return $"An image has /{key}.";
            }
            if (image["BitsPerComponent"] is not (1L or 2L or 4L or 8L or 16L))
                yield return "An image has an odd number of bits.";
            if (image.GetValueOrDefault("Intent") is not null)
                yield return "An image sets an intent.";
        }
        if (Dictionaries(pdf).Any(d => pdf.Name(d.GetValueOrDefault("Subtype")) is "PS" or "Form"))
            yield return "There is a form.";
    }

    private static IEnumerable<string> Glyphs(PdfObjects pdf)
    {
        foreach (var font in Fonts(pdf))
        {
            if (font.Program is null)
            {
                yield return $"{font.Name} is not embedded.";
                continue;
            }
            foreach (var code in font.Codes)
            {
                if (code == 0)
                    yield return $"{font.Name} shows the glyph for missing characters.";
                else if (code >= font.Program.GlyphCount)
                    yield return $"{font.Name} has no glyph {code}.";
                else if (font.Program.OutlineLength(code) == 0 && !char.IsWhiteSpace(font.Characters.GetValueOrDefault(code, "?"), 0))
                    yield return $"Glyph {code} of {font.Name} is empty.";
            }
        }
    }

    private static IEnumerable<string> CompositeFonts(PdfObjects pdf)
    {
        foreach (var font in Fonts(pdf))
        {
            if (pdf.Name(font.Outer["Subtype"]) != "Type0" || pdf.Name(font.Outer["Encoding"]) != "Identity-H")
                yield return $"{font.Name} is no composite font with two bytes a glyph.";
            var system = pdf.Dictionary(font.Inner["CIDSystemInfo"])!;
            if (
                ((PdfString)system["Registry"]!).Text != "Adobe"
                || ((PdfString)system["Ordering"]!).Text != "Identity"
                || system["Supplement"] is not 0L
            )
                yield return $"{font.Name} is of another character collection.";
        }
    }

    private static IEnumerable<string> GlyphNumbers(PdfObjects pdf)
    {
        foreach (var font in Fonts(pdf))
        {
            if (pdf.Name(font.Inner["Subtype"]) != "CIDFontType2" || pdf.Name(font.Inner.GetValueOrDefault("CIDToGIDMap")) != "Identity")
                yield return $"{font.Name} does not say which glyph is which.";
            if (!font.Descriptor.ContainsKey("FontFile2"))
                yield return $"{font.Name} has no TrueType program.";
        }
    }

    private static IEnumerable<string> Widths(PdfObjects pdf)
    {
        foreach (var font in Fonts(pdf))
        {
            var widths = new Dictionary<int, double>();
            var list = pdf.Array(font.Inner["W"])!;
            for (var i = 0; i + 1 < list.Count; i += 2)
            {
                foreach (var (offset, width) in pdf.Array(list[i + 1])!.Index())
                    widths[(int)(long)list[i]! + offset] = Convert.ToDouble(width);
            }
            foreach (var code in font.Codes)
            {
                var wanted = font.Program!.Advance(code) * 1000.0 / font.Program.UnitsPerEm;
                var found = widths.GetValueOrDefault(code, Convert.ToDouble(font.Inner["DW"]));
                if (Math.Abs(wanted - found) > 1)
                    yield return $"Glyph {code} of {font.Name} is {wanted} wide, and the file says {found}.";
            }
        }
    }

    private static IEnumerable<string> SubsetNames(PdfObjects pdf)
    {
        foreach (var font in Fonts(pdf))
        {
            if (!Regex.IsMatch(font.Name, @"^[A-Z]{6}\+[\w-]+$"))
                yield return $"{font.Name} has no tag.";
            if (pdf.Name(font.Inner["BaseFont"]) != font.Name || pdf.Name(font.Descriptor["FontName"]) != font.Name)
                yield return $"{font.Name} has several names.";
            if (((long)font.Descriptor["Flags"]! & 0b100100) != 4)
                yield return $"{font.Name} is not symbolic.";
        }
        if (Fonts(pdf).GroupBy(f => f.Name).Any(g => g.Count() > 1))
            yield return "Two fonts have one name.";
    }

    private static IEnumerable<string> Unicode(PdfObjects pdf)
    {
        foreach (var font in Fonts(pdf))
        {
            foreach (var code in font.Codes)
            {
                if (!font.Characters.TryGetValue(code, out var text))
                    yield return $"Glyph {code} of {font.Name} is no character.";
                else if (text is "\0" or "\uFEFF" or "\uFFFE")
                    yield return $"Glyph {code} of {font.Name} is a forbidden character.";
            }
        }
    }

    private static IEnumerable<string> CharacterMaps(PdfObjects pdf)
    {
        foreach (var font in Fonts(pdf))
        {
            if (font.Map is null)
                continue;
            if (Regex.IsMatch(font.Map, @"\busecmap\b"))
                yield return "A character map builds upon another.";
            var spaces = Regex.Match(font.Map, @"1 begincodespacerange\s*<0000> <FFFF>\s*endcodespacerange");
            if (!spaces.Success)
                yield return "A character map does not say how long its codes are.";
            foreach (Match block in Regex.Matches(font.Map, @"(\d+) beginbfchar\n(.*?)endbfchar", RegexOptions.Singleline))
            {
                var lines = block.Groups[2].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
                if (lines > 100 || $"{lines}" != block.Groups[1].Value)
                    yield return "A block of a character map has another number of lines than it says.";
            }
        }
    }

    private static IEnumerable<string> Annotations(PdfObjects pdf)
    {
        const int invisible = 1,
            hidden = 2,
            print = 4,
            noView = 32,
            toggleNoView = 256;
        foreach (var annotation in pdf.OfType("Annot"))
        {
            var flags = (int)(annotation.GetValueOrDefault("F") as long? ?? 0);
            if ((flags & (invisible | hidden | print | noView | toggleNoView)) != print)
                yield return $"An annotation has the flags {flags}.";
            if (pdf.Name(annotation["Subtype"]) is not "Link")
                yield return "There is an annotation other than a link.";
            if (annotation.ContainsKey("AA") || annotation.ContainsKey("AP"))
                yield return "A link has an action or an appearance of its own.";
        }
    }

    private static IEnumerable<string> Actions(PdfObjects pdf)
    {
        foreach (var key in (string[])["OpenAction", "AA", "AcroForm"])
        {
            if (pdf.Catalog.ContainsKey(key))
                yield return $"The catalog has /{key}.";
        }
        if (pdf.Pages.Exists(p => p.ContainsKey("AA")))
            yield return "A page has actions.";
        foreach (var action in pdf.AllValues().OfType<Dictionary<string, object?>>().Where(d => d.ContainsKey("S")))
        {
            if (pdf.Name(action["S"]) is { } kind && ForbiddenActions.Contains(kind))
                yield return $"There is an action {kind}.";
        }
        if (pdf.AllValues().OfType<PdfName>().Any(n => n.Value is "JavaScript" or "XFA" or "NeedAppearances"))
            yield return "There is a script or a form.";
    }

    private static IEnumerable<string> EmbeddedFiles(PdfObjects pdf)
    {
        var part = Packet(pdf).Descendants(PdfaId + "part").Single().Value;
        var specifications = pdf.OfType("Filespec").ToList();
        if (specifications.Count > 0 && part != "3")
            yield return "There is a file inside, which only part 3 allows.";
        var associated = (pdf.Array(pdf.Catalog.GetValueOrDefault("AF")) ?? []).ConvertAll(pdf.Dictionary);
        var tree = pdf.Dictionary(pdf.Dictionary(pdf.Catalog.GetValueOrDefault("Names"))?.GetValueOrDefault("EmbeddedFiles"));
        var named = (pdf.Array(tree?.GetValueOrDefault("Names")) ?? []).Where((_, i) => i % 2 == 1).Select(pdf.Dictionary).ToList();
        foreach (var specification in specifications)
        {
            if (specification.GetValueOrDefault("F") is not PdfString || specification.GetValueOrDefault("UF") is not PdfString)
                yield return "An attachment lacks a name.";
            if (
                pdf.Name(specification.GetValueOrDefault("AFRelationship"))
                is not ("Source" or "Data" or "Alternative" or "Supplement" or "Unspecified")
            )
                yield return "An attachment lacks its relationship.";
            if (!associated.Contains(specification) || !named.Contains(specification))
                yield return "An attachment is not associated with the document.";
            var files = pdf.Dictionary(specification["EF"])!;
            if (files.GetValueOrDefault("UF") != files["F"] && !Equals(files.GetValueOrDefault("UF"), files["F"]))
                yield return "An attachment has two contents.";
            var stream = pdf.Stream(files["F"]);
            if (pdf.Name(stream.Entries.GetValueOrDefault("Subtype"))?.Contains('/') != true)
                yield return "An attachment has no MIME type.";
            var parameters = pdf.Dictionary(stream.Entries.GetValueOrDefault("Params"));
            if (parameters?.GetValueOrDefault("ModDate") is not PdfString)
                yield return "An attachment has no date.";
            if (parameters?.GetValueOrDefault("Size") is not long size || size != stream.Data().Length)
                yield return "An attachment is not as long as it says.";
        }
    }

    private static IEnumerable<Dictionary<string, object?>> Dictionaries(PdfObjects pdf) =>
        pdf.AllValues().OfType<Dictionary<string, object?>>();

    private static List<UsedFont> Fonts(PdfObjects pdf)
    {
        var fonts = new Dictionary<object, UsedFont>(ReferenceEqualityComparer.Instance);
        foreach (var page in pdf.Pages)
        {
            var resources = pdf.Dictionary(pdf.Dictionary(page["Resources"])!.GetValueOrDefault("Font"));
            UsedFont? current = null;
            var operators = pdf.Operators(page);
            for (var i = 0; i < operators.Count; i++)
            {
                if (operators[i] is PdfOperator { Name: "Tf" })
                {
                    var outer = pdf.Dictionary(resources![((PdfName)operators[i - 2]!).Value])!;
                    if (!fonts.TryGetValue(outer, out current))
                        fonts.Add(outer, current = new UsedFont(pdf, outer));
                }
                else if (operators[i] is PdfOperator { Name: "TJ" })
                {
                    foreach (var text in ((List<object?>)operators[i - 1]!).OfType<PdfString>())
                    {
                        for (var b = 0; b + 1 < text.Value.Length; b += 2)
                            current!.Codes.Add((text.Value[b] << 8) | text.Value[b + 1]);
                    }
                }
            }
        }
        return [.. fonts.Values];
    }

    private sealed class UsedFont
    {
        public UsedFont(PdfObjects pdf, Dictionary<string, object?> outer)
        {
            Outer = outer;
            Name = pdf.Name(outer["BaseFont"])!;
            Inner = pdf.Dictionary(pdf.Array(outer["DescendantFonts"])![0])!;
            Descriptor = pdf.Dictionary(Inner["FontDescriptor"])!;
            if (Descriptor.GetValueOrDefault("FontFile2") is PdfRef file)
                Program = new TrueTypeProgram(pdf.Stream(file).Data());
            if (outer.GetValueOrDefault("ToUnicode") is not PdfRef map)
                return;
            Map = Encoding.ASCII.GetString(pdf.Stream(map).Data());
            foreach (Match line in Regex.Matches(Map, @"^<([0-9A-F]{4})> <([0-9A-F]+)>$", RegexOptions.Multiline))
            {
                if (line.Groups[1].Value == "0000" && line.Groups[2].Value == "FFFF")
                    continue;
                Characters[Convert.ToInt32(line.Groups[1].Value, 16)] = Encoding.BigEndianUnicode.GetString(
                    Convert.FromHexString(line.Groups[2].Value)
                );
            }
        }

        public string Name { get; }
        public Dictionary<string, object?> Outer { get; }
        public Dictionary<string, object?> Inner { get; }
        public Dictionary<string, object?> Descriptor { get; }
        public TrueTypeProgram? Program { get; }
        public string? Map { get; }
        public Dictionary<int, string> Characters { get; } = [];
        public SortedSet<int> Codes { get; } = [];
    }

    private sealed class TrueTypeProgram(byte[] data)
    {
        public int UnitsPerEm => Word(Table("head") + 18);
        public int GlyphCount => Word(Table("maxp") + 4);

        public int Advance(int glyph) => Word(Table("hmtx") + 4 * Math.Min(glyph, Word(Table("hhea") + 34) - 1));

        public int OutlineLength(int glyph)
        {
            var index = Table("loca");
            return Word(Table("head") + 50) == 1
                ? Long(index + 4 * glyph + 4) - Long(index + 4 * glyph)
                : 2 * (Word(index + 2 * glyph + 2) - Word(index + 2 * glyph));
        }

        private int Table(string tag)
        {
            for (var entry = 12; entry < 12 + 16 * Word(4); entry += 16)
            {
                if (Encoding.ASCII.GetString(data, entry, 4) == tag)
                    return Long(entry + 8);
            }
            throw new InvalidDataException($"The font has no table {tag}.");
        }

        private int Word(int at) => BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(at));

        private int Long(int at) => BinaryPrimitives.ReadInt32BigEndian(data.AsSpan(at));
    }
}
