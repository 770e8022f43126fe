using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using TechTransfer.Certificates.Verification;
using TechTransfer.Storage.Rows;
using TechTransfer.Testing.Apps;

namespace TechTransfer.Certificates.Tests.Verification;

public sealed class TurnedOverSecretTests
{
    [Fact]
    public async Task The_codes_of_issued_certificates_stay_good_and_those_to_come_follow_the_new_secret()
    {
        var app = await IssuingApp.NewAsync();
        var facts = IssuingApp.Facts();
        await app.Inbox.Run(IssuingApp.Message(facts).AsMessage(), default);
        var certificate = await app.CertificateAsync(facts.ContractId);
        var turned = IssuingApp.Settings with { VerificationSecret = [.. Enumerable.Repeat((byte)7, 32)] };
        Assert.NotEqual(certificate.Code, VerificationCode.Of(turned, certificate.Key.Id));

        var verify = new Verify(
            app.Certificates,
            app.CertificateStatuses,
            app.Numbers,
            turned,
            new FailedAttempts(new Attempts(app.Storage, TimeProvider.System), turned),
            TimeProvider.System
        );

        var answer = await verify.Run(Request(certificate.Code!), certificate.Number!, default);
        Assert.Equal(certificate.Number, Assert.IsType<JsonHttpResult<VerificationView>>(answer).Value!.Number);
        Assert.IsNotType<JsonHttpResult<VerificationView>>(
            await verify.Run(Request(VerificationCode.Of(turned, certificate.Key.Id)), certificate.Number!, default)
        );
    }

    private static HttpRequest Request(string code)
    {
        var context = new DefaultHttpContext();
        context.Request.QueryString = QueryString.Create("code", code);
        context.Connection.RemoteIpAddress = System.Net.IPAddress.Loopback;
        return context.Request;
    }
}
