using TechTransfer.Pdf.Keys;
using TechTransfer.Pdf.Signing;
using TechTransfer.Pdf.Verification;
using TechTransfer.Testing;
using Xunit.Abstractions;

namespace TechTransfer.Pdf.Tests;

/// <summary>Only the signed file itself verifies as unchanged, and no modified version of it.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Files = 1_000;

    private static readonly VerificationOptions Options = new() { Time = new TestTime(TestKeys.Now.AddDays(1)) };

    [Fact]
    public void Of_a_thousand_mutated_files_none_verifies_as_unchanged()
    {
        var random = new Random(20261120);
        byte[][] originals =
        [
            .. Samples.AllKinds.SelectMany(kind => new[] { Sign(kind, TestKeys.Rsa), Sign(kind, TestKeys.EllipticCurve) }),
        ];
        foreach (var original in originals)
            Assert.True(PdfSignatures.Verify(original, TestKeys.Anchors, Options).Unchanged);

        var tally = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Files; i++)
        {
            var (name, mutate) = Mutations.Ways[i % Mutations.Ways.Length];
            var original = originals[random.Next(originals.Length)];
            var other = originals[random.Next(originals.Length)];
            if (ReferenceEquals(original, other))
                other = originals[(Array.IndexOf(originals, original) + 1) % originals.Length];
            var mutated = mutate(random, original, other);
            Assert.NotEqual(original, mutated);

            var answer = PdfSignatures.Verify(mutated, TestKeys.Anchors, Options);
            Assert.False(answer.Unchanged, $"File {i}, {name}, counts as unchanged.");
            var line = $"{name}: {answer.State}";
            tally[line] = tally.GetValueOrDefault(line) + 1;
        }
        foreach (var (line, count) in tally)
            output.WriteLine($"{count, 4} {line}");
    }

    [Fact]
    public void No_single_byte_of_a_signed_file_can_be_changed_unseen()
    {
        // Changes every second digit of the signature, which is not signed itself, and every eleventh byte elsewhere.
        var random = new Random(20261121);
        var original = PdfSigner.Sign(Samples.Get("hand-made 1.4"), TestKeys.EllipticCurve, TestKeys.Options);
        var (gap, behind) = Forger.Gap(original);
        for (var at = 0; at < original.Length; at += at >= gap && at < behind ? 2 : 11)
        {
            var mutated = (byte[])original.Clone();
            do mutated[at] = "0123456789ABCDEFabcdef \n<>"u8[random.Next(26)];
            while (mutated[at] == original[at]);
            Assert.False(PdfSignatures.Verify(mutated, TestKeys.Anchors, Options).Unchanged, $"Byte {at} can be changed.");
        }
    }

    private static byte[] Sign(string kind, SignatureKey key) => PdfSigner.Sign(Samples.Get(kind), key, TestKeys.Options);
}
