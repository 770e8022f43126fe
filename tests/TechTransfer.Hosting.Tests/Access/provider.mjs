// A real OpenID provider on the loopback address, with discovery, keys, and JWT access tokens for client credentials. Prints its address. The clients are made up.
import { Provider } from 'oidc-provider';
import { createServer } from 'node:http';
import { generateKeyPair, exportJWK } from 'jose';

const audience = process.argv[2];
const server = createServer();
server.listen(0, '127.0.0.1', async () => {
    const issuer = `http://127.0.0.1:${server.address().port}`;
    const key = async kid => ({ ...(await exportJWK((await generateKeyPair('RS256', { extractable: true })).privateKey)), kid, alg: 'RS256', use: 'sig' });
    const client = client_id => ({ client_id, client_secret: 'not-a-secret', grant_types: ['client_credentials'], redirect_uris: [], response_types: [] });
    const claims = {
        office: { name: '甲（虚构）', roles: ['office'], org: '12500000MB00000001' },
        'by-role': { roles: ['company', 'org:91500000MA00000003'] },
        'two-organisations': { roles: ['company', 'org:91500000MA00000003', 'org:12500000MB00000001'] },
        renamed: { roles: ['office'], extension_org: '12500000MB00000001' },
        nobody: {},
    };
    const provider = new Provider(issuer, {
        clients: Object.keys(claims).map(client),
        jwks: { keys: [await key('first')] },
        features: {
            devInteractions: { enabled: false },
            clientCredentials: { enabled: true },
            resourceIndicators: {
                enabled: true,
                defaultResource: () => 'urn:here',
                getResourceServerInfo: (_, resource) => ({
                    audience: resource === 'urn:here' ? audience : 'another', accessTokenFormat: 'jwt', scope: '', accessTokenTTL: 3600, jwt: { sign: { alg: 'RS256' } },
                }),
            },
        },
        extraTokenClaims: (_, token) => claims[token.clientId],
    });
    server.on('request', provider.callback());
    console.log(issuer);
});
process.stdin.on('end', () => process.exit(0)).resume();
