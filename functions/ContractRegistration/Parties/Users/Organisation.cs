namespace TechTransfer.ContractRegistration.Parties.Users;

/// <summary>An organisation's own list of the people who work here for it. Its id is the USCC.</summary>
public sealed record Organisation(string Uscc, IReadOnlyList<OrganisationUser> Users)
{
    /// <summary>For the organisation itself; officials check the two-person rule with it.</summary>
    public static bool MaySee(string uscc, Caller caller) => caller.ActsFor(uscc) || caller.Is(Role.Registrar) || caller.Is(Role.Auditor);
}

/// <summary>A person of an organisation.</summary>
/// <param name="Subject">The person's stable id, as sign-in gives it.</param>
/// <param name="Name">For display.</param>
/// <param name="Roles">What the person does in the organisation.</param>
public sealed record OrganisationUser(string Subject, [property: Personal] string Name, IReadOnlyList<OrganisationRole> Roles);

/// <summary>What a person does inside an organisation.</summary>
public enum OrganisationRole
{
    /// <summary>Keeps this list.</summary>
    Administrator,

    /// <summary>经办: files and claims.</summary>
    Filer,

    /// <summary>复核: the second person where one is needed.</summary>
    Reviewer,

    /// <summary>财务.</summary>
    Finance,
}

/// <summary>The list as it is answered.</summary>
public sealed record UsersView(string Uscc, IReadOnlyList<OrganisationUser> Users, long Version);

/// <summary>How organisations are wired to store and commands.</summary>
public static class OrganisationSetup
{
    public static CommandSettings<Organisation> Commands { get; } =
        new(
            "organisation",
            "/api/parties",
            MaySee: (organisation, caller) => Organisation.MaySee(organisation.Uscc, caller),
            View: (loaded, _) => new UsersView(loaded.Id, loaded.State!.Users, loaded.Version)
        );

    public static AggregateKind<Organisation> Aggregate { get; } = new("organisation") { HoldsPersons = true };
}
