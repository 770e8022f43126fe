using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using TechTransfer.Pdf.Keys;
using TechTransfer.Pdf.Signing;
using TechTransfer.Pdf.Timestamps;
using TechTransfer.Pdf.Verification;

namespace TechTransfer.Pdf.Tests;

public sealed class TimestampTests : IClassFixture<TimestampAuthority>, IDisposable
{
    private readonly TimestampAuthority authority;
    private readonly TemporaryFolder folder = new();
    private readonly LocalAuthority local;
    private readonly HttpClient http = new();

    public TimestampTests(TimestampAuthority authority)
    {
        this.authority = authority;
        local = LocalAuthority.Open(folder.PathOf("keys"), "虚构市技术合同登记站", TimeProvider.System);
    }

    private VerificationOptions Options => new() { TimestampAnchors = [authority.Root] };

    private X509Certificate2[] Anchors => [local.Certificate];

    public void Dispose()
    {
        http.Dispose();
        local.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_time_stamp_says_when_the_file_was_signed()
    {
        var before = TimeProvider.System.GetUtcNow();
        var signed = await SignAsync("stamp");
        var answer = PdfSignatures.Verify(signed, Anchors, Options);

        Assert.Empty(answer.Signatures[0].Findings);
        Assert.True(answer.Unchanged);
        Assert.InRange(answer.Signatures[0].StampedAt!.Value, before.AddSeconds(-2), TimeProvider.System.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, answer.Signatures[0].StampedAt!.Value.Offset);
        Assert.Contains("Signature is Valid.", Judge.Run("pdfsig", "-nocert", folder.Write("signed.pdf", signed)));

        var data = SignedData.Read(SignedFile.Last(signed).Cms, AsnEncodingRules.DER)!;
        var token = folder.Write("token.der", SignedData.Single(data.UnsignedAttributes, ObjectIds.SignatureTimestamp)!.Value.Span);
        Assert.Contains(
            "Verification: OK",
            Judge.Run(
                "openssl",
                "ts",
                "-verify",
                "-token_in",
                "-in",
                token,
                "-data",
                folder.Write("value.bin", data.Signature),
                "-CAfile",
                authority.RootPath
            )
        );
    }

    [Theory]
    [InlineData("error")]
    [InlineData("text")]
    [InlineData("garbage")]
    [InlineData("cut")]
    [InlineData("endless")]
    [InlineData("slow")]
    [InlineData("refuses")]
    [InlineData("other nonce")]
    [InlineData("other hash")]
    public async Task Without_a_proper_answer_there_is_an_error_or_no_time_stamp_if_asked_for(string behaviour)
    {
        var error = await Assert.ThrowsAsync<TimestampException>(() => SignAsync(behaviour));
        Assert.NotEmpty(error.Message);

        var unstamped = await SignAsync(behaviour, unstampedIfFails: true);
        var answer = PdfSignatures.Verify(unstamped, Anchors, Options);
        Assert.True(answer.Unchanged);
        Assert.Null(answer.Signatures[0].StampedAt);
    }

    [Fact]
    public async Task An_authority_that_cannot_be_reached_is_an_error()
    {
        var client = new TimestampClient(http, new Uri("http://127.0.0.1:1/"));
        await Assert.ThrowsAsync<TimestampException>(() => client.StampAsync(new byte[32]));
    }

    [Fact]
    public async Task Cancelled_timestamp_request_does_not_count_as_a_failure_of_the_authority()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var client = new TimestampClient(http, authority.Address("slow"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.StampAsync(new byte[32], stop.Token));
    }

    [Fact]
    public async Task A_time_stamp_by_nobody_that_is_trusted_is_ignored()
    {
        var answer = PdfSignatures.Verify(await SignAsync("stamp"), Anchors);
        Assert.Equal(SignatureState.Valid, answer.State);
        Assert.Contains(SignatureFault.TimestampRefused, answer.Signatures[0].Findings);
        Assert.Null(answer.Signatures[0].StampedAt);
        Assert.False(answer.Unchanged);
    }

    [Fact]
    public async Task A_time_stamp_of_another_signature_is_refused()
    {
        var other = SignedData.Read(SignedFile.Last(await SignAsync("stamp")).Cms, AsnEncodingRules.DER)!;
        var token = SignedData.Single(other.UnsignedAttributes, ObjectIds.SignatureTimestamp)!.Value.ToArray();
        var options = new SignatureOptions { ClaimedTime = TimeProvider.System.GetUtcNow(), Timestamps = new Fixed(token) };
        var answer = PdfSignatures.Verify(await PdfSigner.SignAsync(Samples.Get("hand-made 1.4"), local.Key, options), Anchors, Options);

        Assert.Contains(SignatureFault.TimestampRefused, answer.Signatures[0].Findings);
        Assert.False(answer.Unchanged);
    }

    [Fact]
    public async Task No_byte_of_a_time_stamp_can_be_changed_unseen()
    {
        var signed = await SignAsync("stamp");
        Assert.True(PdfSignatures.Verify(signed, Anchors, Options).Unchanged);
        var random = new Random(20261123);
        var gap = Forger.Gap(signed).Gap + 1;
        var length = 2 * SignedFile.Last(signed).Cms.Length;
        for (var i = 0; i < 1_500; i++)
        {
            var mutated = (byte[])signed.Clone();
            var at = gap + random.Next(length);
            do mutated[at] = "0123456789ABCDEF"u8[random.Next(16)];
            while (mutated[at] == signed[at]);
            Assert.False(PdfSignatures.Verify(mutated, Anchors, Options).Unchanged, $"Digit {at - gap} can be changed.");
        }
    }

    private Task<byte[]> SignAsync(string behaviour, bool unstampedIfFails = false)
    {
        var timeout = behaviour is "slow" or "endless" ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(60);
        return PdfSigner.SignAsync(
            Samples.Get("hand-made 1.4"),
            local.Key,
            new()
            {
                ClaimedTime = TimeProvider.System.GetUtcNow(),
                Timestamps = new TimestampClient(http, authority.Address(behaviour)) { Timeout = timeout },
                UnstampedIfTimestampFails = unstampedIfFails,
            }
        );
    }

    private sealed class Fixed(byte[] token) : ITimestampClient
    {
        public Task<byte[]> StampAsync(ReadOnlyMemory<byte> sha256, CancellationToken cancellation = default) => Task.FromResult(token);
    }
}
