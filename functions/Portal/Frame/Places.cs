namespace TechTransfer.Portal.Frame;

/// <summary>The addresses of the portal's pages.</summary>
public static class Places
{
    public const string Home = "/portal";
    public const string Verify = "/portal/verify";
    public const string Requirements = "/portal/requirements";
    public const string Policies = "/portal/policies";
    public const string Notices = "/portal/notices";
    public const string Statistics = "/portal/statistics";
    public const string SignIn = "/portal/sign-in";
    public const string SignOut = "/portal/sign-out";

    /// <summary>The address that begins a sign-in and leads back to a page.</summary>
    public static string SignInFor(string to) => $"{SignIn}?to={Uri.EscapeDataString(to)}";

    /// <summary>The address that goes to the OpenID provider.</summary>
    public static string StartSignIn(string to) => $"{SignIn}/start?to={Uri.EscapeDataString(to)}";

    /// <summary>The path if it is one of this portal, so that nobody can make links here that lead elsewhere.</summary>
    public static string OwnOr(string? path, string otherwise) =>
        path is not null
        && (path == Home || path.StartsWith(Home + '/', StringComparison.Ordinal) || path.StartsWith(Home + '?', StringComparison.Ordinal))
        && !path.Contains('\\', StringComparison.Ordinal)
        && !path.Any(char.IsControl)
            ? path
            : otherwise;

    /// <summary>A link that changes one choice of display and leads back.</summary>
    public static string Choose(View view, string choice) => $"/portal/view?{choice}&to={Uri.EscapeDataString(view.Here)}";
}
