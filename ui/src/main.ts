import './styles/index.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { connect } from '$lib/api';

connect();

const target = document.getElementById('app');
if (!target) throw new Error('The page has no #app to mount on.');
mount(App, { target });
